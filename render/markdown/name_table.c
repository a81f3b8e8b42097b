/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/markdown/name_table.h"

#include <stdint.h>
#include <stdlib.h>

#include "lib/mem.h"

static size_t hash(struct str s)
{
	uint64_t h = 0xcbf29ce484222325u;

	for (size_t i = 0; i < s.len; i++)
		h = (h ^ (unsigned char)s.data[i]) * 0x100000001b3u;
	return (size_t)(h ^ h >> 32);
}

static struct name_entry *slot(const struct name_table *t, struct str name)
{
	size_t i = hash(name) & (t->cap - 1);

	while (t->entries[i].value && !str_eq(t->entries[i].name, name))
		i = (i + 1) & (t->cap - 1);
	return &t->entries[i];
}

static void grow(struct name_table *t)
{
	struct name_table larger = { .cap = t->cap ? 2 * t->cap : 16 };

	larger.entries = mem_alloc_array(larger.cap, sizeof *larger.entries);
	for (size_t i = 0; i < t->cap; i++)
		if (t->entries[i].value)
			*slot(&larger, t->entries[i].name) = t->entries[i];
	larger.len = t->len;
	name_table_release(t);
	*t = larger;
}

void name_table_release(struct name_table *t)
{
	free(t->entries);
	*t = (struct name_table){ 0 };
}

void **name_table_at(struct name_table *t, struct str name)
{
	struct name_entry *e;

	if (2 * (t->len + 1) > t->cap)
		grow(t);
	e = slot(t, name);
	if (!e->value) {
		e->name = name;
		t->len++;
	}
	return &e->value;
}

void *name_table_find(const struct name_table *t, struct str name)
{
	return t->cap ? slot(t, name)->value : NULL;
}
