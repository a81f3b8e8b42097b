/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Sass. Imports are resolved beside the importing file, then in the site's
 * _sass folder, then in the theme's; nothing else is ever opened.
 */
#pragma once

#include "render/jekyll/build.h"

/* Is @ext, with its dot, that of a Sass file? */
bool stylesheet_is_source(struct str ext);

/* A text to compile, and where it comes from. */
struct stylesheet {
	const char *path;    /* for messages, and for imports beside it */
	unsigned first_line; /* of the file, where the text begins */
	struct str ext;      /* tells the syntax */
	struct str text;
	struct deadline *deadline; /* is told where the first loop is */
};

/* Append the CSS. ERR_INPUT with its place. */
fallible stylesheet_compile(const struct build *b, const struct stylesheet *s,
			    struct buf *out);
