/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/explanation.h"

#include <fcntl.h>
#include <sys/stat.h>

#include "render/model/collection.h"
#include "render/outputs.h"
#include "render/site_source.h"
#include "render/source_excerpt.h"

static bool is_of(const struct output *o, const char *path)
{
	if (o->page ? o->page->generated : o->file->in_theme)
		return false;
	return !strcmp(output_source(o), path);
}

static bool put_addresses(const struct outputs *o, const char *path,
			  struct buf *out)
{
	bool any = false;

	for (size_t i = 0; i < o->len; i++) {
		const struct output *one = &o->items[i];

		if (!is_of(one, path))
			continue;
		any = true;
		if (one->page)
			buf_printf(out, "%s: published as %.*s\n", path,
				   STR_FMT(one->page->url));
		else
			buf_printf(out,
				   "%s: published as %.*s, unchanged, for it "
				   "has no front matter\n",
				   path, STR_FMT(one->file->url));
	}
	return any;
}

static bool put_messages(const struct build_report *r, const char *path,
			 struct buf *out)
{
	bool any = false;

	for (size_t i = 0; i < r->messages_len; i++) {
		if (!r->messages[i].file || strcmp(r->messages[i].file, path))
			continue;
		any = true;
		build_message_format(&r->messages[i], "", out);
	}
	return any;
}

/* Is it a document that only templates see? */
static bool is_silent(const struct website *s)
{
	for (size_t i = 0; i < s->collections_len; i++) {
		const struct collection *c = &s->collections[i];

		for (size_t k = 0; !c->output && k < c->docs_len; k++)
			if (!strcmp(c->docs[k]->path, s->source.asked))
				return true;
	}
	return false;
}

static bool is_below(const char *path, struct str folder)
{
	return str_starts(str_of(path), folder.data) && path[folder.len] == '/';
}

static const char *find_reason(const struct website *s)
{
	const struct config *c = &s->config;
	const char *path = s->source.asked;

	if (!strcmp(path, "_config.yml") || is_below(path, c->layouts_dir) ||
	    is_below(path, c->includes_dir) || is_below(path, c->data_dir) ||
	    is_below(path, str_of("_sass")))
		return "it is a part of how pages are made";
	return is_silent(s) ? COLLECTION_IS_SILENT : s->left_out;
}

static void explain(const struct website *s, const struct outputs *outputs,
		    const struct build_report *report, struct buf *out)
{
	const char *path = s->source.asked;
	const char *why = find_reason(s);
	const bool is_there = put_addresses(outputs, path, out);

	if (!is_there && why)
		buf_printf(out, "%s: not published: %s\n", path, why);
	if (!put_messages(report, path, out) && !is_there && !why)
		buf_printf(out,
			   "%s: not published: nothing of the site uses it\n",
			   path);
}

static fallible check_there(const struct website_source *from)
{
	struct stat st;

	if (from->asked[0] == '/' || str_starts(str_of(from->asked), "../"))
		return err_new(&ERR_USAGE,
			       "'%s': give a path relative to the site",
			       from->asked);
	if (fstatat(from->dir, from->asked, &st, AT_SYMLINK_NOFOLLOW))
		return err_sys("'%s' of the site", from->asked);
	return NULL;
}

fallible explanation_make(const struct website_source *from, struct buf *out)
{
	auto_build_report struct build_report report = { 0 };
	auto_outputs struct outputs outputs = { 0 };
	auto_website struct website *site = NULL;
	auto_build struct build *build = NULL;
	struct err *e;

	e = check_there(from);
	if (!e)
		e = site_source_read(from, &report, &site);
	if (!e)
		e = build_new(site, &report, &build);
	if (e)
		return e;
	outputs_find(build, false, &outputs);
	source_excerpt_add_all(&report, (const int[]){ from->dir, site->theme },
			       2);
	explain(site, &outputs, &report, out);
	return NULL;
}
