/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/model/reader.h"

#include <fcntl.h>

#include "lib/fs.h"
#include "lib/mem.h"
#include "render/model/entry_filter.h"
#include "render/model/front_matter.h"
#include "render/model/node.h"
#include "render/model/reader_notes.h"
#include "render/model/static_files.h"

#define MAX_DEPTH 64      /* folders in folders */
#define MAX_FILES 1000000 /* of a site */
#define HEAD_BYTES 256    /* enough to see whether front matter begins */

/* One walk through a tree. */
struct walk {
	struct website *site;
	struct build_report *report;
	int dir;
	bool in_theme;
	struct collection *collection; /* NULL: plain pages */
	const char *root; /* the collection's folder, for the filter */
};

static char *join(const char *dir, const char *name)
{
	return *dir ? mem_printf("%s/%s", dir, name) : mem_strdup(name);
}

/* Does the file begin with front matter? Reads no more than it must. */
static fallible has_front_matter(const struct walk *w, const char *path,
				 bool *ret)
{
	auto_close int fd = -1;
	char head[HEAD_BYTES];
	ssize_t n;
	struct err *e;

	e = fs_open_at(w->dir, path, O_RDONLY, 0, &fd);
	if (e)
		return e;
	n = read(fd, head, sizeof head);
	if (n < 0)
		return err_sys("read '%s'", path);
	reader_notes_toml(w->site, w->report, path, str_n(head, (size_t)n));
	*ret = front_matter_begins(str_n(head, (size_t)n));
	return NULL;
}

static void leave_out(const struct walk *w, const char *path, const char *why)
{
	if (!w->in_theme)
		website_leave_out(w->site, path, why);
}

static bool is_posts(const struct walk *w)
{
	return w->collection && w->collection == w->site->posts;
}

static bool is_unpublished(const struct walk *w, const struct page *p)
{
	const struct data *published = data_get(&p->data, "published");

	return published && !node_is_true(published) &&
	       !w->site->config.unpublished;
}

static bool is_future(const struct walk *w, const struct page *p)
{
	return p->collection && p->has_date && !w->site->config.future &&
	       p->date.seconds > w->site->source.now;
}

/* What the file says, or what it said when it was last right. */
static fallible read_text(const struct walk *w, const char *path,
			  struct buf *out)
{
	const struct broken_pages *broken = w->site->source.broken;

	if (broken_pages_remedy(broken, path) != BROKEN_NOT &&
	    broken_pages_text(broken, path, out))
		return NULL;
	return fs_read_at(w->dir, path, WEBSITE_MAX_PAGE_BYTES, out);
}

static fallible read_page(const struct walk *w, const char *path,
			  const struct stat *st)
{
	struct website *s = w->site;
	auto_buf struct buf text = { 0 };
	auto_page struct page *p = NULL;
	struct page_source source = {
		.config = &s->config,
		.zone = s->zone,
		.collection = w->collection,
		.type = w->collection ? w->collection->label.data : "pages",
		.path = path,
		.modified = website_modified_time(s, path, w->in_theme, st),
		.changed = st->st_mtim,
		.site_time = s->time,
		.report = w->report,
	};
	struct err *e;

	e = read_text(w, path, &text);
	if (e)
		return e;
	source.text = buf_str(&text);
	if (is_posts(w))
		reader_notes_toml(s, w->report, path, source.text);
	e = page_read(&source, &p);
	if (e)
		return e;
	if (is_unpublished(w, p)) {
		leave_out(w, path, "its front matter says `published: false`");
		return NULL;
	}
	if (is_future(w, p)) {
		reader_notes_future(s, w->report, p);
		return NULL;
	}
	if (w->collection)
		collection_add(w->collection, take_ptr(&p));
	else
		website_add_page(s, take_ptr(&p));
	return NULL;
}

static void add_static(const struct walk *w, const char *path,
		       const struct stat *st)
{
	const struct static_source from = {
		.path = path,
		.collection = w->collection,
		.in_theme = w->in_theme,
		.stat = st,
	};

	if (w->collection && !w->collection->output)
		leave_out(w, path, COLLECTION_IS_SILENT);
	else
		static_files_add(w->site, &from);
}

/* "2024-5-1-name.md": only such files are posts. */
static bool is_post_name(const char *name)
{
	return strrchr(name, '.') && page_name_is_dated(str_of(name));
}

static void fail(const struct walk *w, const char *path, struct err *e)
{
	if (w->site->source.broken)
		broken_pages_add(w->site->source.broken, path, false, e);
	else
		build_report_add_err(w->report, e);
}

static fallible take_file(const struct walk *w, const char *path,
			  const struct fs_entry *entry)
{
	const struct broken_pages *broken = w->site->source.broken;
	bool is_page = is_posts(w);
	struct err *e = NULL;

	if (broken_pages_remedy(broken, path) == BROKEN_LEFT_OUT)
		return NULL;
	if (is_posts(w) && !w->site->config.show_drafts &&
	    !is_post_name(entry->name)) {
		leave_out(w, path,
			  "a post is named YEAR-MONTH-DAY-TITLE.EXTENSION");
		return NULL;
	}
	if (!is_page)
		e = has_front_matter(w, path, &is_page);
	if (!e && is_page)
		e = read_page(w, path, &entry->stat);
	else if (!e)
		add_static(w, path, &entry->stat);
	if (e && !err_is(e, &ERR_SYSTEM)) {
		fail(w, path, e);
		return NULL;
	}
	return e;
}

static bool accepts(const struct walk *w, const char *path, const char *name,
		    bool is_dir)
{
	const char *why = entry_filter_refusal(
		&w->site->config, path,
		w->root ? path + strlen(w->root) + 1 : NULL, is_dir);

	if (why && is_dir && !strcmp(name, "_drafts"))
		why = "drafts are shown only with `show_drafts: true` in "
		      "_config.yml";
	if (why)
		leave_out(w, path, why);
	return !why;
}

static fallible read_posts(const struct walk *w, const char *path);
static fallible walk_folder(const struct walk *w, const char *path,
			    unsigned depth);

static fallible walk_entry(const struct walk *w, const char *path,
			   const struct fs_entry *entry, unsigned depth)
{
	const struct err_place at = { path, 0, 0 };
	bool is_dir = S_ISDIR(entry->stat.st_mode);

	if (is_dir && !w->root && !w->in_theme &&
	    (!strcmp(entry->name, "_posts") ||
	     (!strcmp(entry->name, "_drafts") && w->site->config.show_drafts)))
		return read_posts(w, path);
	if (!accepts(w, path, entry->name, is_dir))
		return NULL;
	if (is_dir)
		return walk_folder(w, path, depth + 1);
	if (S_ISREG(entry->stat.st_mode))
		return take_file(w, path, entry);
	leave_out(w, path, "only regular files are published");
	if (S_ISLNK(entry->stat.st_mode))
		build_report_add(w->report, BUILD_WARNING, at,
				 "symbolic links are not followed");
	return NULL;
}

static fallible walk_folder(const struct walk *w, const char *path,
			    unsigned depth)
{
	auto_fs_list struct fs_list list = { 0 };
	struct err *e;

	if (depth > MAX_DEPTH ||
	    w->site->static_files_len + w->site->pages_len > MAX_FILES)
		return err_new(&ERR_INPUT, "'%s': too deep, or too many files",
			       path);
	e = fs_list_at(w->dir, *path ? path : ".", &list);
	if (e)
		return e;
	for (size_t i = 0; i < list.len; i++) {
		auto_free char *below = join(path, list.entries[i].name);

		e = walk_entry(w, below, &list.entries[i], depth);
		if (e)
			return e;
	}
	return NULL;
}

static fallible walk_if_there(const struct walk *w, const char *path)
{
	struct err *e = walk_folder(w, path, 0);

	if (!e || !err_is(e, &ERR_NOT_FOUND))
		return e;
	err_drop(e);
	return NULL;
}

static fallible read_posts(const struct walk *w, const char *path)
{
	struct walk posts = *w;

	posts.collection = w->site->posts;
	posts.root = path;
	return walk_folder(&posts, path, 0);
}

static fallible read_collections(struct walk w)
{
	struct website *s = w.site;
	struct err *e;

	for (size_t i = 0; i < s->collections_len; i++) {
		struct collection *c = &s->collections[i];
		auto_free char *path = NULL;

		if (c == s->posts)
			continue;
		path = join(s->config.collections_dir.data, c->folder.data);
		w.collection = c;
		w.root = path;
		e = walk_if_there(&w, path);
		if (e)
			return e;
	}
	return NULL;
}

fallible reader_read_assets(struct website *s, struct build_report *report)
{
	const struct walk w = {
		.site = s,
		.report = report,
		.dir = s->theme,
		.in_theme = true,
	};

	return s->theme < 0 ? NULL : walk_if_there(&w, "assets");
}

fallible reader_read(struct website *s, struct build_report *report)
{
	struct walk w = { .site = s, .report = report, .dir = s->source.dir };
	struct err *e;

	e = walk_folder(&w, "", 0);
	if (e)
		return e;
	e = read_collections(w);
	return e ? e : reader_read_assets(s, report);
}
