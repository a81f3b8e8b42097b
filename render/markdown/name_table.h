/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the author gave names to, found by name. All zeros is empty.
 */
#pragma once

#include "lib/str.h"

struct name_entry {
	struct str name; /* borrowed */
	void *value;     /* borrowed */
};

struct name_table {
	struct name_entry *entries; /* open addressing */
	size_t len;
	size_t cap; /* a power of two, or 0 */
};

void name_table_release(struct name_table *t);

/* The value slot of @name, NULL in it when the name is new. Good until the next
 * call. */
void **name_table_at(struct name_table *t, struct str name);

/* NULL when there is none. */
void *name_table_find(const struct name_table *t, struct str name);
