/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Markdown as Jekyll's kramdown makes HTML of it, with GitHub's Markdown as
 * input and code in Rouge's wrappers. Knows nothing of sites or templates. May
 * be called from several threads.
 */
#pragma once

#include <stdint.h>

#include "lib/buf.h"
#include "lib/err.h"

/* What one text may cost. */
#define MARKDOWN_MAX_BYTES (8u << 20)
#define MARKDOWN_MAX_DEPTH 100     /* of blocks, and of spans, in each other */
#define MARKDOWN_MAX_ELEMENTS 1000 /* of HTML, in each other */
#define MARKDOWN_MAX_CELLS 200000  /* of all tables */

struct commonmark;
struct highlighter;

/* How code is shown. */
struct markdown_code {
	const struct highlighter *highlighter; /* NULL: in one colour */
	struct str default_language;           /* empty: "plaintext" */
	bool plain_blocks; /* without any wrapper around it */
	bool plain_spans;
	bool numbered;         /* blocks, with numbers beside the lines */
	uint64_t first_number; /* 0 means 1 */
};

/* All zeros is how Jekyll does it. */
struct markdown_options {
	bool hard_wrap; /* a newline is a <br> */
	bool no_heading_ids;
	struct markdown_code code;
	const struct commonmark *commonmark; /* instead of kramdown, or NULL */
};

/*
 * Append the HTML of @text, which is UTF-8. ERR_INPUT when a limit is passed;
 * its place has the line in @text, and no file.
 */
fallible markdown_to_html(struct str text, const struct markdown_options *o,
			  struct buf *out);
