/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lib/conf_map.h"

#include <stdlib.h>

#include "lib/cleanup.h"
#include "lib/mem.h"

struct conf_map_entry {
	struct data_entry entry;
	size_t order;
	bool merged; /* from a map elsewhere */
};

void conf_map_release(struct conf_map *m)
{
	free(m->entries);
	*m = (struct conf_map){ 0 };
}

static void add(struct conf_map *m, const struct data_entry *entry, bool merged)
{
	m->entries = mem_grow(m->entries, m->len, &m->cap, sizeof(*m->entries));
	m->entries[m->len] = (struct conf_map_entry){ *entry, m->len, merged };
	m->len++;
}

void conf_map_add(struct conf_map *m, const struct data_entry *entry)
{
	add(m, entry, false);
}

static void merge_map(struct conf_map *m, const struct data *map)
{
	for (size_t i = 0; i < map->map.len; i++)
		add(m, &map->map.entries[i], true);
}

bool conf_map_merge(struct conf_map *m, const struct data *value)
{
	if (value->kind == DATA_MAP) {
		merge_map(m, value);
		return true;
	}
	if (value->kind != DATA_LIST)
		return false;
	for (size_t i = 0; i < value->list.len; i++)
		if (value->list.items[i].kind != DATA_MAP)
			return false;
	for (size_t i = value->list.len; i > 0; i--)
		merge_map(m, &value->list.items[i - 1]);
	return true;
}

static int compare_orders(const void *a, const void *b)
{
	const struct conf_map_entry *x = a, *y = b;

	return x->order < y->order ? -1 : x->order > y->order;
}

static int compare_keys(const void *a, const void *b)
{
	const struct conf_map_entry *x = a, *y = b;
	int order = str_cmp(x->entry.key, y->entry.key);

	return order ? order : compare_orders(a, b);
}

/* @entry is written after @before, under the same key. */
static fallible doubt(const struct conf_origin *from,
		      const struct data_entry *before,
		      const struct data_entry *entry)
{
	const struct err_place at = { from->file, entry->line, entry->column };
	auto_free char *text = NULL;

	if (!from->doubt)
		return err_new_in(at, &ERR_INPUT,
				  "the key '%.*s' is already on line %u",
				  STR_FMT(entry->key), before->line);
	text = mem_printf("the key '%.*s' is already on line %u; this one "
			  "counts",
			  STR_FMT(entry->key), before->line);
	from->doubt(from->host, at, text);
	return NULL;
}

/* How many from @at on have the same key. */
static fallible measure_group(const struct conf_map *m, size_t at,
			      const struct conf_origin *from, size_t *ret_len)
{
	const struct data_entry *written = NULL;
	size_t i = at;

	for (; i < m->len &&
	       str_eq(m->entries[at].entry.key, m->entries[i].entry.key);
	     i++) {
		const struct data_entry *entry = &m->entries[i].entry;
		struct err *e;

		if (m->entries[i].merged)
			continue;
		e = written ? doubt(from, written, entry) : NULL;
		if (e)
			return e;
		written = entry;
	}
	*ret_len = i - at;
	return NULL;
}

/* One entry for each key: the last, at the place of the first. */
static fallible unite(struct conf_map *m, const struct conf_origin *from)
{
	size_t kept = 0, len = 0;

	for (size_t at = 0; at < m->len; at += len) {
		struct conf_map_entry united;
		struct err *e;

		e = measure_group(m, at, from, &len);
		if (e)
			return e;
		united = m->entries[at + len - 1];
		united.order = m->entries[at].order;
		m->entries[kept++] = united;
	}
	m->len = kept;
	return NULL;
}

fallible conf_map_finish(struct conf_map *m, const struct conf_origin *from,
			 struct arena *arena, struct data *ret)
{
	struct data_entry *entries;
	struct err *e;

	if (m->len > 1) {
		qsort(m->entries, m->len, sizeof(*m->entries), compare_keys);
		e = unite(m, from);
		if (e)
			return e;
		qsort(m->entries, m->len, sizeof(*m->entries), compare_orders);
	}
	entries = arena_alloc_array(arena, m->len, sizeof(*entries));
	for (size_t i = 0; i < m->len; i++)
		entries[i] = m->entries[i].entry;
	ret->kind = DATA_MAP;
	ret->map.entries = entries;
	ret->map.len = m->len;
	return NULL;
}
