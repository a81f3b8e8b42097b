/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Data trees made by hand: what a site knows beside what was written in YAML.
 * Strings are borrowed, and must be followed by a NUL.
 */
#pragma once

#include "lib/data.h"

struct data node_string(struct str s);
struct data node_text(const char *s);
struct data node_bool(bool b);
struct data node_int(int64_t n);

/* A map that grows in an arena. All zeros but @arena is empty. */
struct node_map {
	struct arena *arena;
	struct data_entry *entries;
	size_t len;
	size_t cap;
};

/* Set @key, which is borrowed; an entry of that name is replaced in place. */
void node_map_set(struct node_map *m, struct str key, struct data value);

/* The same for a key that is known not to be there. */
void node_map_add(struct node_map *m, struct str key, struct data value);
struct data node_map_data(const struct node_map *m);

/* A list that grows in an arena. All zeros but @arena is empty. */
struct node_list {
	struct arena *arena;
	struct data *items;
	size_t len;
	size_t cap;
};

void node_list_add(struct node_list *l, struct data value);
struct data node_list_data(const struct node_list *l);

/*
 * Lay map @above over map @below, maps within maps too, as Jekyll merges
 * hashes: a null above lets what is below through. A map that is NULL or not a
 * map counts as empty. Neither is changed; the result lives in @arena and
 * borrows from both.
 */
struct data node_merge(struct arena *arena, const struct data *below,
		       const struct data *above);

/* What @d says as text: a string, or a scalar as it was written. */
struct str node_as_text(const struct data *d);

/* Neither absent, nor null, nor false. */
bool node_is_true(const struct data *d);
