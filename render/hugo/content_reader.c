/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/hugo/content_reader.h"

#include <assert.h>
#include <fcntl.h>
#include <sys/stat.h>

#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/mem.h"
#include "render/hugo/cascade.h"
#include "render/hugo/content_file.h"
#include "render/hugo/content_resources.h"
#include "render/hugo/path_name.h"
#include "render/model/node.h"

#define MAX_DEPTH 64 /* folders in folders */

/* One folder that is being read. */
struct folder {
	struct content_tree *tree;
	const char *path; /* relative to the site */
	struct str dir;   /* below the content folder */
	struct content *section;
	struct data cascade;
	unsigned depth;
};

/* What a folder of the content folder is. */
static enum content_kind kind_of_dir(const struct content_tree *t,
				     struct str dir)
{
	const struct data *all = t->config->taxonomies;
	struct str first = str_n(dir.data, str_find_char(dir, '/'));

	if (!dir.len)
		return CONTENT_HOME;
	for (size_t i = 0; i < all->map.len; i++)
		if (str_eq(node_as_text(&all->map.entries[i].value), first))
			return first.len == dir.len ? CONTENT_TAXONOMY
						    : CONTENT_TERM;
	return CONTENT_SECTION;
}

/* Is it not published now? Then the author is told, and it is remembered when
 * that changes. */
static bool is_refused(struct content_tree *t, const struct content *c)
{
	const char *path = c->page->path;
	const struct err_place at = { path, 0, 0 };
	struct website *s = t->site;
	auto_free char *text = NULL;
	int64_t next;
	const char *why = content_refusal(c, t->config, s->source.now, &next);

	if (next && (!s->next_due || next < s->next_due))
		s->next_due = next;
	if (!why)
		return false;
	text = mem_printf("not published: %s", why);
	if (next)
		build_report_add(t->report, BUILD_NOTE, at, text);
	else
		website_leave_out(s, path, why);
	return true;
}

/* What the file says, or what it said when it was last right. */
static fallible read_text(const struct website *s, const char *path,
			  struct buf *out)
{
	const struct broken_pages *broken = s->source.broken;

	if (broken_pages_remedy(broken, path) != BROKEN_NOT &&
	    broken_pages_text(broken, path, out))
		return NULL;
	return fs_read_at(s->source.dir, path, WEBSITE_MAX_PAGE_BYTES, out);
}

/* Read the content in file @path. *@ret is NULL when it is left out. */
static fallible read_content(struct folder *f, const char *path,
			     struct content_source *from, struct content **ret)
{
	struct content_tree *t = f->tree;
	auto_buf struct buf text = { 0 };
	struct content *c;
	struct stat st;
	struct err *e;

	if (fstatat(t->site->source.dir, path, &st, AT_SYMLINK_NOFOLLOW))
		return err_sys("'%s'", path);
	e = read_text(t->site, path, &text);
	if (e)
		return e;
	from->config = t->config;
	from->zone = t->site->zone;
	from->report = t->report;
	from->arena = &t->site->arena;
	from->path = path;
	from->text = buf_str(&text);
	from->section = f->section;
	from->cascade = cascade_for(&f->cascade, str_of(path), from->kind,
				    &t->site->arena);
	e = content_read(from, &c);
	if (e)
		return e;
	c->page->changed = st.st_mtim;
	c->page->modified = website_modified_time(t->site, path, false, &st);
	if (is_refused(t, c)) {
		page_free(c->page);
		return NULL;
	}
	e = content_tree_add(t, c);
	if (!e)
		*ret = c;
	return e;
}

/* The same; what is wrong with the file is told, and it is left out. */
static fallible try_content(struct folder *f, const char *path,
			    struct content_source *from, struct content **ret)
{
	struct broken_pages *broken = f->tree->site->source.broken;
	struct err *e;

	if (broken_pages_remedy(broken, path) == BROKEN_LEFT_OUT)
		return NULL;
	e = read_content(f, path, from, ret);
	if (!e || err_is(e, &ERR_SYSTEM))
		return e;
	if (broken)
		broken_pages_add(broken, path, false, e);
	else
		build_report_add_err(f->tree->report, e);
	return NULL;
}

static struct str last_part(struct str dir)
{
	size_t at = dir.len;

	while (at && dir.data[at - 1] != '/')
		at--;
	return str_from(dir, at);
}

static fallible read_bundle(struct folder *f, const char *index)
{
	auto_free char *path = mem_printf("%s/%s", f->path, index);
	struct content_source from = {
		.kind = CONTENT_PAGE,
		.dir = f->dir,
		.name = last_part(f->dir),
		.bundle = true,
	};
	struct content *c = NULL;
	struct err *e = try_content(f, path, &from, &c);

	if (e || !c)
		return e;
	return content_resources_add(f->tree->site, c->page, f->path);
}

/* A page in a folder at the root makes that a section. */
static fallible need_section(struct folder *f)
{
	struct str first = str_n(f->dir.data, str_find_char(f->dir, '/'));
	auto_buf struct buf title = { 0 };
	auto_buf struct buf plural = { 0 };
	struct content *c = content_tree_find(&f->tree->sections, first);
	struct err *e = NULL;

	assert(f->section);
	if (!first.len || c || f->section->kind == CONTENT_SECTION ||
	    kind_of_dir(f->tree, first) != CONTENT_SECTION) {
		if (c && f->section->kind == CONTENT_HOME)
			f->section = c;
		return NULL;
	}
	buf_add_str(&title, first);
	if (title.data[0] >= 'a' && title.data[0] <= 'z')
		title.data[0] = (char)(title.data[0] - 'a' + 'A');
	if (!f->tree->config->plain_titles)
		path_name_plural(buf_str(&title), &plural);
	e = content_tree_make(f->tree, CONTENT_SECTION, first,
			      buf_str(plural.len ? &plural : &title), &c);
	if (!e)
		f->section = c;
	return e;
}

/* Make @f's section the one that its folder is, if it is one. */
static fallible enter_section(struct folder *f, const char *index)
{
	struct content_source from = {
		.kind = kind_of_dir(f->tree, f->dir),
		.dir = f->dir,
		.name = last_part(f->dir),
	};
	struct content *c = NULL;
	struct err *e = NULL;

	if (index && str_find_char(f->dir, '/') < f->dir.len)
		e = need_section(f);
	if (index && !e) {
		auto_free char *path = mem_printf("%s/%s", f->path, index);

		e = try_content(f, path, &from, &c);
	}
	if (!e && !c && from.kind == CONTENT_HOME)
		e = content_tree_make(f->tree, CONTENT_HOME, f->dir,
				      f->tree->config->title, &c);
	if (e || !c)
		return e;
	f->section = c;
	cascade_add(&f->cascade, &c->front, &f->tree->site->arena);
	return NULL;
}

static fallible read_file(struct folder *f, const char *path,
			  const struct fs_entry *entry)
{
	const struct str name = str_of(entry->name);
	struct content_source from = {
		.kind = CONTENT_PAGE,
		.dir = f->dir,
		.name = content_file_base(f->tree->config, name),
	};
	auto_buf struct buf output = { 0 };
	bool is_content = content_file_is(name);
	struct content *c = NULL;
	struct err *e;

	if (!content_file_is_published(f->tree->site, path, entry))
		return NULL;
	if (is_content && content_file_is_foreign(f->tree->config, name)) {
		website_leave_out(f->tree->site, path,
				  "it is in another language than the site's");
		return NULL;
	}
	if (is_content) {
		e = content_file_check(f->tree->site->source.dir, path,
				       &is_content);
		if (e)
			return e;
	}
	if (is_content) {
		e = need_section(f);
		return e ? e : try_content(f, path, &from, &c);
	}
	content_file_warn(path, f->tree->report);
	path_name_add(f->tree->config, f->dir, &output);
	if (output.len)
		buf_putc(&output, '/');
	buf_add_str(&output, name);
	content_resources_add_file(f->tree->site, path, buf_str(&output),
				   &entry->stat);
	return NULL;
}

static fallible read_folder(const struct folder *above, const char *path,
			    struct str dir);

static fallible read_entry(struct folder *f, const struct fs_entry *entry)
{
	auto_free char *path = mem_printf("%s/%s", f->path, entry->name);
	auto_free char *dir = mem_printf("%.*s%s%s", STR_FMT(f->dir),
					 f->dir.len ? "/" : "", entry->name);

	if (S_ISDIR(entry->stat.st_mode))
		return read_folder(f, path, str_of(dir));
	if (content_file_is_index(str_of(entry->name), "_index"))
		return NULL;
	return read_file(f, path, entry);
}

static const char *find_index(const struct fs_list *l, const char *name)
{
	for (size_t i = 0; i < l->len; i++)
		if (S_ISREG(l->entries[i].stat.st_mode) &&
		    content_file_is_index(str_of(l->entries[i].name), name))
			return l->entries[i].name;
	return NULL;
}

static fallible read_folder(const struct folder *above, const char *path,
			    struct str dir)
{
	struct folder f = *above;
	auto_fs_list struct fs_list list = { 0 };
	const char *index;
	struct err *e;

	f.path = path;
	f.dir = dir;
	if (++f.depth > MAX_DEPTH)
		return err_new(&ERR_INPUT, "'%s': too deep", path);
	e = fs_list_at(f.tree->site->source.dir, path, &list);
	if (e)
		return e;
	index = find_index(&list, "index");
	if (index && dir.len) {
		if (str_find_char(dir, '/') < dir.len)
			e = need_section(&f);
		return e ? e : read_bundle(&f, index);
	}
	e = enter_section(&f, find_index(&list, "_index"));
	for (size_t i = 0; !e && i < list.len; i++)
		e = read_entry(&f, &list.entries[i]);
	return e;
}

fallible content_reader_read(struct content_tree *t)
{
	const struct folder top = {
		.tree = t,
		.cascade = { .kind = DATA_MAP },
	};

	const struct str root = { "", 0 };
	struct content *home;
	struct err *e = read_folder(&top, t->config->content_dir.data, root);

	if (!e || !err_is(e, &ERR_NOT_FOUND) || t->sections.len)
		return e;
	/* There is no content folder. */
	err_drop(e);
	return content_tree_make(t, CONTENT_HOME, root, t->config->title,
				 &home);
}
