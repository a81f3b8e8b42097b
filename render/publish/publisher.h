/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Where a rendered site goes. A publication begins when a publisher is made,
 * takes files, and is seen as a whole once it is committed, or never.
 */
#pragma once

#include <stdint.h>

#include "lib/err.h"
#include "lib/str.h"
#include "render/publish/release_diff.h"

struct publisher_result {
	uint64_t release;         /* its number; 0: not a release */
	uint64_t written;         /* files or objects that were not there yet */
	struct release_diff diff; /* all zeros: not a release */
};

struct publisher_ops {
	/*
	 * Take the file at @path, relative, '/' between folders, not encoded.
	 * Each path once. May be called by several threads at a time.
	 */
	fallible (*add)(void *self, struct str path, struct str body);

	/*
	 * Take what was shown at @path before, with the same words for it.
	 * False when there was nothing, or it is not whole any more.
	 */
	fallible (*keep)(void *self, struct str path, bool *ret_kept);

	/* Was anything shown before? */
	bool (*has_before)(void *self);

	/* Show everything that was added, in place of what was there. */
	fallible (*commit)(void *self, struct publisher_result *ret);

	/* Forget what was not committed, and free. */
	void (*release)(void *self);
};

struct publisher {
	const struct publisher_ops *ops;
	void *self;
};

static inline void publisher_release(struct publisher *p)
{
	if (p->ops)
		p->ops->release(p->self);
	p->ops = NULL;
}
#define auto_publisher __attribute__((cleanup(publisher_release)))
