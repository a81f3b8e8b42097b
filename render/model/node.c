/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/model/node.h"

#include <string.h>

struct data node_string(struct str s)
{
	return (struct data){ .kind = DATA_STRING, .string = s, .text = s };
}

struct data node_text(const char *s)
{
	return s ? node_string(str_of(s)) : (struct data){ .kind = DATA_NULL };
}

struct data node_bool(bool b)
{
	return (struct data){ .kind = DATA_BOOL, .boolean = b };
}

struct data node_int(int64_t n)
{
	return (struct data){ .kind = DATA_INT, .integer = n };
}

/* Room for one element more; an arena cannot grow in place, so double. */
static void *grow(struct arena *arena, void *old, size_t len, size_t *cap,
		  size_t size)
{
	void *p;

	if (len < *cap)
		return old;
	*cap = *cap ? *cap * 2 : 8;
	p = arena_alloc_array(arena, *cap, size);
	if (len)
		memcpy(p, old, len * size);
	return p;
}

void node_map_add(struct node_map *m, struct str key, struct data value)
{
	m->entries =
		grow(m->arena, m->entries, m->len, &m->cap, sizeof *m->entries);
	m->entries[m->len++] = (struct data_entry){
		.key = key,
		.line = value.line,
		.column = value.column,
		.value = value,
	};
}

void node_map_set(struct node_map *m, struct str key, struct data value)
{
	for (size_t i = 0; i < m->len; i++) {
		if (str_eq(m->entries[i].key, key)) {
			m->entries[i].value = value;
			return;
		}
	}
	node_map_add(m, key, value);
}

struct data node_map_data(const struct node_map *m)
{
	return (struct data){
		.kind = DATA_MAP,
		.map = { .entries = m->entries, .len = m->len },
	};
}

void node_list_add(struct node_list *l, struct data value)
{
	l->items = grow(l->arena, l->items, l->len, &l->cap, sizeof *l->items);
	l->items[l->len++] = value;
}

struct data node_list_data(const struct node_list *l)
{
	return (struct data){
		.kind = DATA_LIST,
		.list = { .items = l->items, .len = l->len },
	};
}

static size_t map_len(const struct data *d)
{
	return d && d->kind == DATA_MAP ? d->map.len : 0;
}

struct data node_merge(struct arena *arena, const struct data *below,
		       const struct data *above)
{
	struct node_map m = { .arena = arena };

	for (size_t i = 0; i < map_len(below); i++)
		node_map_set(&m, below->map.entries[i].key,
			     below->map.entries[i].value);
	for (size_t i = 0; i < map_len(above); i++) {
		const struct data_entry *e = &above->map.entries[i];
		const struct data *old = NULL;

		for (size_t k = 0; k < map_len(below) && !old; k++)
			if (str_eq(below->map.entries[k].key, e->key))
				old = &below->map.entries[k].value;
		if (old && e->value.kind == DATA_NULL)
			continue;
		if (old && old->kind == DATA_MAP && e->value.kind == DATA_MAP)
			node_map_set(&m, e->key,
				     node_merge(arena, old, &e->value));
		else
			node_map_set(&m, e->key, e->value);
	}
	return node_map_data(&m);
}

struct str node_as_text(const struct data *d)
{
	if (!d || d->kind == DATA_NULL)
		return (struct str){ NULL, 0 };
	return d->kind == DATA_STRING ? d->string : d->text;
}

bool node_is_true(const struct data *d)
{
	return d && d->kind != DATA_NULL &&
	       (d->kind != DATA_BOOL || d->boolean);
}
