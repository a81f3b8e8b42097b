/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Gives pages that have no title the text of the heading they begin with, as
 * jekyll-titles-from-headings does.
 */
#pragma once

#include "render/jekyll/build.h"

/* @site is that of @b, whose templates can be used. */
fallible heading_titles_take(struct website *site, const struct build *b);
