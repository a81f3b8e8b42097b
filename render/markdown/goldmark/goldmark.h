/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Markdown as Hugo's Goldmark makes HTML of it. Knows nothing of sites. May be
 * called from several threads.
 */
#pragma once

#include "lib/buf.h"
#include "lib/err.h"

struct highlighter;

/* All zeros is how Hugo does it. */
struct goldmark_options {
	bool raw_html; /* stays; else it is left out */
	bool hard_wraps;
	bool plain_quotes; /* and dashes, and dots */
	bool plain_addresses;
	bool no_heading_ids;
	bool ascii_ids;                        /* without accents */
	const struct highlighter *highlighter; /* NULL: code in one colour */
};

/*
 * Append the HTML of @text, which is UTF-8. ERR_INPUT when a limit of
 * render/markdown/markdown.h is passed, without a place.
 */
fallible goldmark_to_html(struct str text, const struct goldmark_options *o,
			  struct buf *out);

/* Code, and how it is shown. */
struct goldmark_code {
	struct str language; /* empty: none was named */
	struct str text;
	bool numbered, numbered_inline; /* lines: in a table, or in the text */
	uint64_t first;                 /* number; 0 means 1 */
};

/* Set how @c is shown as a list of options says: "linenos=table,hl_lines=3",
 * the colon, white space and braces around it being Hugo's other ways. */
void goldmark_code_options(struct goldmark_code *c, struct str options);

/* Append it in the wrapper that Hugo gives to code. */
void goldmark_code_write(const struct goldmark_code *c,
			 const struct highlighter *highlighter,
			 struct buf *out);
