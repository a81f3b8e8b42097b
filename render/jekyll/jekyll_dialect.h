/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Liquid as Jekyll speaks it: its tags and filters, and how strict a site wants
 * it.
 */
#pragma once

#include "render/jekyll/build.h"

/* Of @b's site; it lives no longer than @b, which is told of doubts. */
struct dialect *jekyll_dialect_new(struct build *b);
