/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Values by name, in an arena. All zeros is empty.
 */
#pragma once

#include "render/liquid/value_read.h"

struct table {
	struct value_entry *slots; /* a free one has a name of NULL */
	size_t len;
	size_t cap; /* a power of two, at least a quarter of it free */
};

/* NULL: there is none. Good until the next table_put(). */
struct value *table_find(const struct table *t, const struct value_key *key);

/* The place for the value of @key, nil if it is new. The name is borrowed. */
struct value *table_put(struct table *t, struct arena *a,
			const struct value_key *key);
