/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/model/collection.h"

#include "lib/mem.h"
#include "render/model/node.h"
#include "render/model/permalink.h"

void collection_release(struct collection *c)
{
	for (size_t i = 0; i < c->docs_len; i++)
		page_free(c->docs[i]);
	free(c->docs);
	*c = (struct collection){ .docs = NULL };
}

void collection_add(struct collection *c, struct page *p)
{
	c->docs = mem_grow(c->docs, c->docs_len, &c->docs_cap,
			   sizeof(struct page *));
	c->docs[c->docs_len++] = p;
}

static int compare_times(struct data_time a, struct data_time b)
{
	if (a.seconds != b.seconds)
		return a.seconds < b.seconds ? -1 : 1;
	if (a.nanoseconds != b.nanoseconds)
		return a.nanoseconds < b.nanoseconds ? -1 : 1;
	return 0;
}

static int compare(const void *left, const void *right)
{
	const struct page *a = *(struct page *const *)left;
	const struct page *b = *(struct page *const *)right;
	int order = a->has_date && b->has_date ? compare_times(a->date, b->date)
					       : 0;

	return order ? order : strcmp(a->path, b->path);
}

/* A document, and what its collection is sorted by. */
struct ranked {
	struct page *page;
	const struct data *key; /* NULL: it has none, and comes last */
	size_t place;           /* in the list that the site gives */
};

static int compare_keys(const struct data *a, const struct data *b)
{
	double x, y;

	if (!a || !b)
		return (a == NULL) - (b == NULL);
	if (a->kind == DATA_STRING && b->kind == DATA_STRING)
		return str_cmp(a->string, b->string);
	if (a->kind == DATA_TIME && b->kind == DATA_TIME)
		return compare_times(a->time, b->time);
	if ((a->kind != DATA_INT && a->kind != DATA_FLOAT) ||
	    (b->kind != DATA_INT && b->kind != DATA_FLOAT))
		return 0;
	x = a->kind == DATA_INT ? (double)a->integer : a->number;
	y = b->kind == DATA_INT ? (double)b->integer : b->number;
	return (x > y) - (x < y);
}

static int compare_ranked(const void *left, const void *right)
{
	const struct ranked *a = left;
	const struct ranked *b = right;
	int order = (a->place > b->place) - (a->place < b->place);

	if (!order)
		order = compare_keys(a->key, b->key);
	return order ? order : compare(&a->page, &b->page);
}

/* Where @list names @p, by its path in the collection's folder; behind all of
 * it when it does not. */
static size_t place_in(const struct data *list, const struct page *p)
{
	const char *below = strchr(p->path, '/');

	for (size_t i = 0; i < list->list.len; i++)
		if (below &&
		    str_is(node_as_text(&list->list.items[i]), below + 1))
			return i;
	return list->list.len;
}

/* As the collection's `order` or `sort_by` has it. */
static void sort_as_asked(struct collection *c)
{
	const struct data *list = data_get(c->metadata, "order");
	const struct data *by = data_get(c->metadata, "sort_by");
	const bool listed = list && list->kind == DATA_LIST;
	struct ranked *all = mem_alloc_array(c->docs_len, sizeof *all);

	for (size_t i = 0; i < c->docs_len; i++) {
		all[i].page = c->docs[i];
		if (listed)
			all[i].place = place_in(list, c->docs[i]);
		else if (by && by->kind == DATA_STRING)
			all[i].key =
				data_get(&c->docs[i]->data, by->string.data);
	}
	qsort(all, c->docs_len, sizeof *all, compare_ranked);
	for (size_t i = 0; i < c->docs_len; i++)
		c->docs[i] = all[i].page;
	free(all);
}

void collection_sort(struct collection *c)
{
	if (!c->docs_len)
		return;
	if (str_is(c->label, "posts"))
		qsort(c->docs, c->docs_len, sizeof(struct page *), compare);
	else
		sort_as_asked(c);
	for (size_t i = 0; i < c->docs_len; i++) {
		c->docs[i]->previous = i ? c->docs[i - 1] : NULL;
		c->docs[i]->next = i + 1 < c->docs_len ? c->docs[i + 1] : NULL;
	}
}

struct str collection_permalink(const struct collection *c,
				const struct config *cfg, struct arena *arena)
{
	struct str given = node_as_text(data_get(c->metadata, "permalink"));
	auto_buf struct buf tmpl = { 0 };

	if (given.len)
		return given;
	buf_puts(&tmpl, "/:collection/:path");
	permalink_add_suffix(&tmpl, cfg->permalink);
	return str_of(arena_strdup(arena, buf_str(&tmpl)));
}
