/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/outputs.h"

#include "lib/buf.h"
#include "lib/mem.h"
#include "render/model/collection.h"
#include "render/model/node.h"

void outputs_release(struct outputs *o)
{
	free(o->items);
	*o = (struct outputs){ .items = NULL };
}

static void add(struct outputs *o, struct str path, const struct page *page,
		const struct static_file *file)
{
	o->items = mem_grow(o->items, o->len, &o->cap, sizeof *o->items);
	o->items[o->len++] = (struct output){ path, page, file };
}

/* Which of several at one path wins: the highest; or else the last one made. */
static int rank(const struct output *o)
{
	if (!o->page)
		return 1;
	return o->page->collection ? 2 : 0;
}

const char *output_source(const struct output *o)
{
	return o->page ? o->page->path : o->file->path;
}

static int compare(const void *left, const void *right)
{
	const struct output *a = left;
	const struct output *b = right;
	int order = str_cmp(a->path, b->path);

	if (!order)
		order = rank(b) - rank(a);
	if (order)
		return order;
	if (a->page && b->page)
		return a->page->number < b->page->number ? 1 : -1;
	return strcmp(output_source(b), output_source(a));
}

/* What made @o, for people. A page that we made has no file to look at. */
static void describe(const struct output *o, struct buf *out)
{
	const struct page *made =
		o->page && o->page->generated ? o->page : NULL;
	const struct data *redirect =
		made ? data_get(&made->data, "redirect") : NULL;
	const struct data *title = made ? data_get(&made->data, "title") : NULL;

	if (redirect)
		buf_printf(out, "the redirect to '%.*s'",
			   STR_FMT(node_as_text(data_get(redirect, "to"))));
	else if (title)
		buf_printf(out, "the page made for '%.*s'",
			   STR_FMT(node_as_text(title)));
	else
		buf_printf(out, "'%s'", output_source(o));
}

/* Where the author says what its address is, or just the file. */
static struct err_place place_of(const struct output *o)
{
	const bool made = o->page && o->page->generated;
	const struct data *said = o->page ? o->page->own_permalink : NULL;
	struct err_place at = { made ? NULL : output_source(o), 0, 0 };

	if (at.file && said) {
		at.line = said->line;
		at.column = said->column;
	}
	return at;
}

static void warn(const struct build *b, const struct output *lost,
		 const struct output *won)
{
	auto_buf struct buf text = { 0 };

	if (lost->page && lost->page->generated) {
		describe(lost, &text);
		buf_puts(&text, " is ");
	}
	buf_puts(&text, "not published: ");
	describe(won, &text);
	buf_printf(&text, " has the same address, '/%.*s', and wins",
		   STR_FMT(won->path));
	build_warn(b, place_of(lost), buf_str(&text).data,
		   "give one of them another permalink");
}

/* Keep the first of each path. */
static void drop_doubles(const struct build *b, struct outputs *o)
{
	size_t kept = 0;

	for (size_t i = 0; i < o->len; i++) {
		if (kept && str_eq(o->items[i].path, o->items[kept - 1].path))
			warn(b, &o->items[i], &o->items[kept - 1]);
		else
			o->items[kept++] = o->items[i];
	}
	o->len = kept;
}

static int compare_path(const void *key, const void *item)
{
	const struct str *path = key;
	const struct output *o = item;

	return str_cmp(*path, o->path);
}

/* The one that is a file where the file of @o needs a folder. NULL: none. */
static const struct output *find_above(const struct outputs *o,
				       const struct output *one)
{
	for (size_t i = 0; i < one->path.len; i++) {
		const struct str above = str_n(one->path.data, i);
		const struct output *found = NULL;

		if (one->path.data[i] == '/')
			found = bsearch(&above, o->items, o->len,
					sizeof *o->items, compare_path);
		if (found)
			return found;
	}
	return NULL;
}

static void refuse(const struct build *b, const struct output *below,
		   const struct output *above)
{
	auto_buf struct buf text = { 0 };

	describe(below, &text);
	buf_printf(&text, " becomes '%.*s', but ", STR_FMT(below->path));
	describe(above, &text);
	buf_printf(&text,
		   " becomes '%.*s': in a folder that cannot be a file and a "
		   "folder",
		   STR_FMT(above->path));
	build_fail(b, err_suggest(err_new_in(place_of(below), &ERR_INPUT, "%s",
					     buf_str(&text).data),
				  "give one of them another permalink"));
}

/* Report and drop what a file system has no place for. */
static void drop_below_files(const struct build *b, struct outputs *o)
{
	struct outputs kept = { 0 };

	for (size_t i = 0; i < o->len; i++) {
		const struct output *one = &o->items[i];
		const struct output *above = find_above(o, one);

		if (above)
			refuse(b, one, above);
		else
			add(&kept, one->path, one->page, one->file);
	}
	outputs_release(o);
	*o = kept;
}

static int compare_order(const void *left, const void *right)
{
	const struct output *a = left;
	const struct output *b = right;

	if (!a->page || !b->page)
		return (a->page == NULL) - (b->page == NULL);
	return a->page->number < b->page->number
		       ? -1
		       : a->page->number > b->page->number;
}

void outputs_find(const struct build *b, bool in_folder, struct outputs *ret)
{
	const struct website *s = b->site;

	for (size_t i = 0; i < s->pages_len; i++)
		add(ret, s->pages[i]->output, s->pages[i], NULL);
	for (size_t i = 0; i < s->static_files_len; i++)
		add(ret, s->static_files[i].output, NULL, &s->static_files[i]);
	for (size_t i = 0; i < s->collections_len; i++) {
		const struct collection *c = &s->collections[i];

		for (size_t k = 0; c->output && k < c->docs_len; k++)
			add(ret, c->docs[k]->output, c->docs[k], NULL);
	}
	if (!ret->len)
		return;
	qsort(ret->items, ret->len, sizeof *ret->items, compare);
	drop_doubles(b, ret);
	if (in_folder)
		drop_below_files(b, ret);
	qsort(ret->items, ret->len, sizeof *ret->items, compare_order);
}
