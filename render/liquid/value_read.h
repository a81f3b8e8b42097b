/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Reading values of any kind, and making the lesser used ones.
 */
#pragma once

#include "render/liquid/value.h"

struct value_entry {
	struct value_key key;
	struct value value;
};

struct value_key value_key_of(struct str name);

/* Takes @e; only the first error is kept. */
void value_fail(struct value_reader *r, struct err *e);

/* Count @bytes made in the arena. False, with LIQUID_LIMIT left in @r, when
 * the template makes too much. */
bool value_charge(struct value_reader *r, size_t bytes);

/* Room for a list of @len values, charged; NULL when that is too much. */
struct value *value_make_list(struct value_reader *r, size_t len);

/* A view of @d, which must outlive it; NULL is nil. Nothing is copied. */
struct value value_of_data(const struct data *d);

/* A map over @entries, which must outlive it; of equal keys the first counts.
 */
struct value value_of_entries(struct arena *a,
			      const struct value_entry *entries, size_t len);

static inline struct value value_of_list(const struct value *items, size_t len)
{
	return (struct value){ .kind = VALUE_LIST, .list = { items, len } };
}

struct value value_of_object(const struct value_ops *ops, const void *self);

bool value_is_map(struct value v);

/* A list, a list-shaped object or a range. */
bool value_is_list(struct value v);

/* Everything but nil and false. */
bool value_is_truthy(struct value v);

/* The field @key of a map; nil when there is none. */
struct value value_get(struct value_reader *r, struct value v,
		       const struct value_key *key);
struct value value_get_name(struct value_reader *r, struct value v,
			    const char *name);

/* Elements of a list, entries of a map; 0 for others. */
size_t value_len(struct value_reader *r, struct value v);

/* Element @i of a list, below its length; of a map the pair [key, value]. */
struct value value_at(struct value_reader *r, struct value v, size_t i);

/*
 * What v.key or v[key] is, where @name is the key as text, if it is text. After
 * a dot "size", "first" and "last" are understood too. False: there is nothing.
 */
bool value_lookup(struct value_reader *r, struct value v, struct value key,
		  const struct value_key *name, bool dotted, struct value *ret);
