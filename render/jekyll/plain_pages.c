/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/jekyll/plain_pages.h"

#include <strings.h>

#include "lib/fs.h"
#include "lib/mem.h"
#include "render/model/entry_filter.h"
#include "render/model/node.h"
#include "render/model/page_url.h"

/* What the site asks of the two plugins. */
struct wish {
	bool pages;           /* Markdown files become pages */
	bool drops_originals; /* and are not published as they are */
	bool readmes;         /* README.md answers for its folder */
	bool written_readmes; /* also one that has front matter */
	bool drops_readmes;
};

static const struct data *option(const struct website *s, const char *plugin,
				 const char *key)
{
	return data_get(data_get(&s->config.all, plugin), key);
}

static bool is_off(const struct data *enabled)
{
	return enabled && enabled->kind == DATA_BOOL && !enabled->boolean;
}

static struct wish find_wish(const struct website *s)
{
	const char *const pages = "optional_front_matter";
	const char *const readmes = "readme_index";
	const bool strict =
		node_is_true(data_get(&s->config.all, "require_front_matter"));

	return (struct wish){
		.pages =
			website_has_plugin(s, "jekyll-optional-front-matter") &&
			!strict && !is_off(option(s, pages, "enabled")),
		.drops_originals =
			s->bare ||
			node_is_true(option(s, pages, "remove_originals")),
		.readmes = website_has_plugin(s, "jekyll-readme-index") &&
			   !is_off(option(s, readmes, "enabled")),
		.written_readmes =
			s->bare ||
			node_is_true(option(s, readmes, "with_frontmatter")),
		.drops_readmes =
			s->bare ||
			node_is_true(option(s, readmes, "remove_originals")),
	};
}

static bool is_name(struct str s, const char *name)
{
	return s.len == strlen(name) && !strncasecmp(s.data, name, s.len);
}

/* Files about a repository rather than of its site. */
static bool is_about_repository(const struct website *s,
				const struct static_file *f)
{
	static const char *const names[] = {
		"README",          "LICENSE",
		"LICENCE",         "COPYING",
		"CODE_OF_CONDUCT", "CONTRIBUTING",
		"ISSUE_TEMPLATE",  "PULL_REQUEST_TEMPLATE",
	};

	if (entry_filter_lists(s->config.include, f->path) ||
	    entry_filter_lists(s->config.include, f->name.data))
		return false;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (is_name(f->basename, names[i]))
			return true;
	return false;
}

/* Is @url that of the folder at @folder, or an index page in it? */
static bool is_index_of(struct str url, struct str folder)
{
	static const char *const names[] = { "index.html", "index.htm",
					     "index.xhtml", "index.xml" };

	if (url.len < folder.len ||
	    strncasecmp(url.data, folder.data, folder.len) != 0)
		return false;
	url = str_from(url, folder.len);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (is_name(url, names[i]))
			return true;
	return !url.len;
}

static bool has_index(const struct website *s, struct str folder)
{
	for (size_t i = 0; i < s->pages_len; i++)
		if (is_index_of(s->pages[i]->url, folder))
			return true;
	for (size_t i = 0; i < s->static_files_len; i++)
		if (is_index_of(s->static_files[i].url, folder))
			return true;
	return false;
}

/* Its path up to the last slash. */
static struct str folder_of(struct str url)
{
	while (url.len && url.data[url.len - 1] != '/')
		url.len--;
	return url;
}

/* Make @p answer for its folder. */
static fallible make_index(struct website *s, struct page *p)
{
	struct str folder = folder_of(p->url);

	page_set(p, "permalink", node_text(arena_strdup(&p->arena, folder)));
	return page_url_find(p, &s->config);
}

static fallible add_page(struct website *s, const struct static_file *f,
			 bool as_index)
{
	auto_buf struct buf text = { 0 };
	auto_page struct page *p = NULL;
	struct page_source source = {
		.config = &s->config,
		.zone = s->zone,
		.type = "pages",
		.path = f->path,
		.changed = f->changed,
		.modified = f->modified.seconds,
		.site_time = s->time,
	};
	struct err *e;

	e = fs_read_at(s->source.dir, f->path, WEBSITE_MAX_PAGE_BYTES, &text);
	if (e)
		return e;
	source.text = buf_str(&text);
	e = page_read(&source, &p);
	if (!e && as_index)
		e = make_index(s, p);
	if (!e)
		website_add_page(s, take_ptr(&p));
	return e;
}

static fallible take(struct website *s, const struct wish *w,
		     const struct static_file *f, bool *ret_drop)
{
	const bool readme = w->readmes && is_name(f->basename, "README") &&
			    !has_index(s, folder_of(f->url));
	const bool page = w->pages && !is_about_repository(s, f);
	struct err *e = NULL;

	if (page)
		e = add_page(s, f, false);
	if (!e && readme)
		e = add_page(s, f, true);
	*ret_drop =
		(page && w->drops_originals) || (readme && w->drops_readmes);
	return e;
}

static fallible take_static_files(struct website *s, const struct wish *w,
				  struct build_report *report)
{
	size_t kept = 0;

	for (size_t i = 0; i < s->static_files_len; i++) {
		const struct static_file f = s->static_files[i];
		bool drop = false;
		struct err *e = NULL;

		if (!f.in_theme && !f.collection.len &&
		    config_is_markdown(&s->config, f.ext))
			e = take(s, w, &f, &drop);
		if (e && err_is(e, &ERR_SYSTEM))
			return e;
		if (e)
			build_report_add_err(report, e);
		if (!drop)
			s->static_files[kept++] = f;
	}
	s->static_files_len = kept;
	return NULL;
}

static fallible take_readmes(struct website *s)
{
	struct err *e = NULL;

	for (size_t i = 0; !e && i < s->pages_len; i++) {
		struct page *p = s->pages[i];

		if (is_name(p->basename, "README") &&
		    page_is_markdown(p, &s->config) &&
		    !has_index(s, folder_of(p->url)))
			e = make_index(s, p);
	}
	return e;
}

fallible plain_pages_add(struct website *s, struct build_report *report)
{
	const struct wish w = find_wish(s);
	struct err *e = NULL;

	if (w.pages || w.readmes)
		e = take_static_files(s, &w, report);
	if (!e && w.readmes && w.written_readmes)
		e = take_readmes(s);
	return e;
}
