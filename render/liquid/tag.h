/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A tag: what {% name ... %} does. Parsed once into a structure of its own,
 * which is then rendered any number of times, by several threads at once.
 */
#pragma once

#include "lib/buf.h"
#include "lib/err.h"
#include "lib/str.h"

struct context;
struct parser;

/* A tag as it stands in a template. Both are views of the template's text, by
 * which positions are known. */
struct tag_markup {
	struct str name;
	struct str text; /* between name and end, trimmed */
};

struct tag_parsed {
	const void *self; /* for render(); in parser_arena() */
	bool blank;       /* it can never print anything but white space */
};

struct tag {
	const char *name;

	/* See parser.h for what a tag may do here: expressions, blocks. */
	fallible (*parse)(struct parser *p, const struct tag_markup *m,
			  struct tag_parsed *ret);

	/* See context.h. */
	fallible (*render)(const void *self, struct context *c,
			   struct buf *out);
};
