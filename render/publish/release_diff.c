/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/publish/release_diff.h"

static bool is_same(const struct release_entry *a,
		    const struct release_entry *b)
{
	const struct release_body *x = &a->bodies[RELEASE_IDENTITY];
	const struct release_body *y = &b->bodies[RELEASE_IDENTITY];

	return a->status == b->status && str_eq(a->location, b->location) &&
	       str_eq(a->media_type, b->media_type) &&
	       x->present == y->present &&
	       (!x->present ||
		!memcmp(&x->object, &y->object, sizeof x->object));
}

uint64_t release_diff_count(const struct release_index *old,
			    const struct release_entry *entries, size_t len)
{
	size_t left = old ? release_index_len(old) : 0;
	struct release_entry before;
	uint64_t changed = 0;

	for (size_t i = 0; i < len; i++) {
		bool known = old &&
			     release_index_find(old, entries[i].path, &before);

		left -= known;
		changed += !known || !is_same(&before, &entries[i]);
	}
	return changed + left;
}
