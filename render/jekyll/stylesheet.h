/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Sass. Imports are resolved beside the importing file, then in the site's
 * _sass folder, then in the theme's; nothing else is ever opened.
 */
#pragma once

#include "render/jekyll/build.h"

/* Is @ext, with its dot, that of a Sass file? */
bool stylesheet_is_source(struct str ext);

/*
 * Append the CSS of @text, which came from @path and is written in the syntax
 * of @ext. ERR_INPUT with its place.
 */
fallible stylesheet_compile(const struct build *b, const char *path,
			    struct str ext, struct str text, struct buf *out);
