/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What pages say, without their layouts: each body and excerpt is rendered
 * once, when it is first asked for. Thread-safe.
 *
 * Pages have an order: the documents by date, then the other pages. As in
 * Jekyll, which renders them in that order, a page that reads another's content
 * finds it rendered when that one comes before it, and raw when it comes after.
 * So nothing can go in circles, and the outcome does not depend on who asks
 * first. What is wrong in a page whose published version is held is empty for
 * the others.
 */
#pragma once

#include "render/jekyll/build.h"

/* In the order in which a page renders them. */
enum body_part { BODY_EXCERPT, BODY_WHOLE };
#define BODY_PARTS 2

struct bodies *bodies_new(size_t pages);

/* NULL is fine. */
void bodies_free(struct bodies *b);

/* The HTML of @part of @p, for rendering @r; its raw text when it comes after
 * what @r renders. Lives as long as the build. */
fallible bodies_get(struct rendering *r, const struct page *p,
		    enum body_part part, struct str *ret);
