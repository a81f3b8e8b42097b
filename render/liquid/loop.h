/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What loops have in common: what they go over, and what they tell about
 * themselves.
 */
#pragma once

#include "render/liquid/context.h"
#include "render/liquid/expression.h"

/* Part of a collection. */
struct segment {
	struct value collection;
	size_t first;
	size_t len;
};

/* From element @from on, at most @limit of them; negative: all. A text is its
 * own only element, wherever one begins. */
struct segment segment_of(struct context *c, struct value collection,
			  int64_t from, int64_t limit);
struct value segment_at(struct context *c, const struct segment *s, size_t i);

/* "forloop", as a value that changes while the loop turns. */
struct forloop {
	struct str name;
	size_t len;
	size_t index;                 /* from 0 */
	const struct forloop *parent; /* or NULL */
};

struct value forloop_value(const struct forloop *f);

/* Evaluate an attribute that must be an integer. NULL, and nil, leave *@ret. */
fallible loop_integer(const struct expression *e, struct context *c,
		      int64_t *ret);
