/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A page as it is published: its body in its layouts.
 */
#pragma once

#include "render/jekyll/build.h"

/* Thread-safe. An error names the place in the source. */
fallible page_output(const struct build *b, const struct page *p,
		     struct buf *out);
