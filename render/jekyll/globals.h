/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The variables that every template of a site finds.
 */
#pragma once

#include "render/jekyll/build.h"

/* site, page, jekyll. The value lives as long as @arena and @r. */
struct value globals_of_page(const struct rendering *r, struct arena *arena);

/* The same, and what a layout has: content, and layout, its front matter. */
struct value globals_of_layout(const struct rendering *r, struct arena *arena,
			       struct str content, const struct data *layout);
