/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/liquid/table.h"

#define MIN_CAP 16

/* The slot that holds @key, or would. There is always a free one. */
static struct value_entry *slot(const struct table *t,
				const struct value_key *key)
{
	size_t i = key->hash & (t->cap - 1);

	while (t->slots[i].key.name.data &&
	       (t->slots[i].key.hash != key->hash ||
		!str_eq(t->slots[i].key.name, key->name)))
		i = (i + 1) & (t->cap - 1);
	return &t->slots[i];
}

struct value *table_find(const struct table *t, const struct value_key *key)
{
	struct value_entry *e;

	if (!t->len)
		return NULL;
	e = slot(t, key);
	return e->key.name.data ? &e->value : NULL;
}

static void grow(struct table *t, struct arena *a)
{
	struct table bigger = { .cap = t->cap ? 2 * t->cap : MIN_CAP };

	bigger.len = t->len;
	bigger.slots = arena_alloc_array(a, bigger.cap, sizeof(*t->slots));
	for (size_t i = 0; i < t->cap; i++)
		if (t->slots[i].key.name.data)
			*slot(&bigger, &t->slots[i].key) = t->slots[i];
	*t = bigger;
}

struct value *table_put(struct table *t, struct arena *a,
			const struct value_key *key)
{
	struct value_entry *e;

	if (4 * (t->len + 1) > 3 * t->cap)
		grow(t, a);
	e = slot(t, key);
	if (!e->key.name.data) {
		e->key = *key;
		if (!e->key.name.data)
			e->key.name.data = "";
		t->len++;
	}
	return &e->value;
}
