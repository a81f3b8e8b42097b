/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/outputs.h"

#include "lib/mem.h"
#include "render/model/collection.h"

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

static void warn(const struct build *b, const struct output *lost,
		 const struct output *won)
{
	const struct err_place at = { output_source(lost), 0, 0 };
	auto_free char *text =
		mem_printf("not published: '%s' has the same address, '/%.*s', "
			   "and wins",
			   output_source(won), STR_FMT(won->path));

	build_warn(b, at, text);
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

void outputs_find(const struct build *b, struct outputs *ret)
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
	qsort(ret->items, ret->len, sizeof *ret->items, compare_order);
}
