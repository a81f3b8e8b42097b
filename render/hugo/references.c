/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/hugo/references.h"

#include "render/hugo/content_file.h"
#include "render/hugo/content_url.h"
#include "render/model/page_url.h"

/* Append the path of @c below the content folder, without extension. */
static void add_path(const struct content *c, struct buf *out)
{
	buf_add_str(out, c->dir);
	if (c->kind != CONTENT_PAGE || c->bundle)
		return;
	if (c->dir.len)
		buf_putc(out, '/');
	buf_add_str(out, c->name);
}

static void add(struct references *r, struct arena *arena,
		const struct content *c)
{
	auto_buf struct buf path = { 0 };

	add_path(c, &path);
	r->items[r->len++] =
		(struct reference){ str_of(arena_strdup(arena, buf_str(&path))),
				    c };
}

struct references references_make(const struct content_tree *t)
{
	const struct content_list *const lists[] = { &t->pages, &t->sections,
						     &t->taxonomies,
						     &t->terms };
	const size_t lists_len = sizeof lists / sizeof *lists;
	struct references r = { .items = NULL };
	size_t total = 0;

	for (size_t i = 0; i < lists_len; i++)
		total += lists[i]->len;
	r.items =
		arena_alloc_array(&t->site->arena, total + 1, sizeof *r.items);
	for (size_t i = 0; i < lists_len; i++)
		for (size_t k = 0; k < lists[i]->len; k++)
			if (!lists[i]->items[k]->unrendered)
				add(&r, &t->site->arena, lists[i]->items[k]);
	return r;
}

/* Append @path without "." and "..", the extension of content, and an index. */
static void add_clean(struct str path, struct buf *out)
{
	auto_buf struct buf whole = { 0 };

	if (content_file_is(path))
		path.len = page_url_ext_start(path);
	content_url_clean(path, &whole);
	path = buf_str(&whole);
	if (str_is(path, "index") || str_is(path, "_index"))
		path.len = 0;
	else if (str_ends(path, "/index"))
		path.len -= 6;
	else if (str_ends(path, "/_index"))
		path.len -= 7;
	buf_add_str(out, path);
}

static const struct page *find_at(const struct references *r, struct str path)
{
	for (size_t i = 0; i < r->len; i++)
		if (str_eq(r->items[i].path, path))
			return r->items[i].content->page;
	return NULL;
}

static const struct page *find_named(const struct references *r,
				     struct str name)
{
	for (size_t i = 0; i < r->len; i++)
		if (r->items[i].content->kind == CONTENT_PAGE &&
		    str_eq(r->items[i].content->name, name))
			return r->items[i].content->page;
	return NULL;
}

static const struct content *content_of(const struct references *r,
					const struct page *p)
{
	for (size_t i = 0; i < r->len; i++)
		if (r->items[i].content->page == p)
			return r->items[i].content;
	return NULL;
}

const struct page *references_find(const struct references *r,
				   const struct page *from, struct str path)
{
	const struct content *here = content_of(r, from);
	const bool rooted = str_starts(path, "/");
	auto_buf struct buf clean = { 0 };
	auto_buf struct buf joined = { 0 };
	auto_buf struct buf near = { 0 };
	const struct page *found = NULL;

	if (!path.len)
		return from;
	add_clean(path, &clean);
	if (here && !rooted) {
		buf_add_str(&joined, here->dir);
		buf_putc(&joined, '/');
		buf_add_str(&joined, path);
		add_clean(buf_str(&joined), &near);
		found = find_at(r, buf_str(&near));
	}
	if (!found)
		found = find_at(r, buf_str(&clean));
	if (!found && !rooted)
		found = find_named(r, buf_str(&clean));
	return found;
}
