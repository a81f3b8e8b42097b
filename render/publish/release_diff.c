/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/publish/release_diff.h"

#include "render/publish/media_type.h"

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

/* An alias has the type of what it leads to, but not its name. */
static bool is_file(const struct release_entry *e)
{
	return e->bodies[RELEASE_IDENTITY].present &&
	       str_is(e->media_type, media_type_of(e->path)->name);
}

static bool is_page(const struct release_entry *e)
{
	return is_file(e) && str_starts(e->media_type, "text/html");
}

/* What is there now, and was not or was another. */
static void add_now(struct release_diff *d, const struct release_entry *e,
		    bool changed)
{
	d->paths += changed;
	if (is_page(e)) {
		d->pages++;
		d->pages_changed += changed;
	} else if (is_file(e)) {
		d->files_changed += changed;
	}
}

/* What was there: gone, unless it is found again. @by is 1 or -1. */
static void add_gone(struct release_diff *d, const struct release_entry *e,
		     int by)
{
	d->paths += (uint64_t)by;
	if (is_page(e))
		d->pages_gone += (uint64_t)by;
	else if (is_file(e))
		d->files_changed += (uint64_t)by;
}

struct release_diff release_diff_of(const struct release_index *old,
				    const struct release_entry *entries,
				    size_t len)
{
	struct release_diff d = { 0 };
	struct release_entry before;

	for (size_t i = 0; old && i < release_index_len(old); i++) {
		release_index_at(old, i, &before);
		add_gone(&d, &before, 1);
	}
	for (size_t i = 0; i < len; i++) {
		bool known = old &&
			     release_index_find(old, entries[i].path, &before);

		if (known)
			add_gone(&d, &before, -1);
		add_now(&d, &entries[i],
			!known || !is_same(&before, &entries[i]));
	}
	return d;
}
