/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What pages say, without their layouts: each body and excerpt is rendered
 * once, when it is first asked for. Thread-safe.
 *
 * A body that reads, by whatever way, itself, sees its raw text there; what was
 * rendered within such a circle is not kept, so the outcome never depends on
 * who asks first.
 */
#pragma once

#include "render/jekyll/build.h"

enum body_part { BODY_WHOLE, BODY_EXCERPT };
#define BODY_PARTS 2

struct bodies *bodies_new(size_t pages);

/* NULL is fine. */
void bodies_free(struct bodies *b);

/* The HTML of @part of @p, for rendering @r. Lives in @arena, or as long as
 * the build. */
fallible bodies_get(struct rendering *r, const struct page *p,
		    enum body_part part, struct arena *arena, struct str *ret);
