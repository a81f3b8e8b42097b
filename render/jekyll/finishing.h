/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What plugins do to a page that is whole, with its layouts.
 */
#pragma once

#include "render/jekyll/build.h"

/* One plugin's work on one page. */
struct finishing {
	const struct build *build;
	const struct page *page;
	struct str html; /* so far */
};

/* Let all that are wanted change @content, the output of @p. */
fallible finishing_apply(const struct build *b, const struct page *p,
			 struct buf *content);
