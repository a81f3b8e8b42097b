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

/* Signs that kramdown puts for what people type. */
enum markdown_sign {
	MARKDOWN_LSQUO,
	MARKDOWN_RSQUO,
	MARKDOWN_LDQUO,
	MARKDOWN_RDQUO,
	MARKDOWN_HELLIP,
	MARKDOWN_MDASH,
	MARKDOWN_NDASH,
	MARKDOWN_LAQUO,
	MARKDOWN_RAQUO,
	MARKDOWN_LAQUO_SPACE,
	MARKDOWN_RAQUO_SPACE,
	MARKDOWN_SIGNS,
};

/* A link that texts may refer to. */
struct markdown_link {
	struct str id, url, title;
};

/* All zeros is how Jekyll does it. Where a string's data is NULL, it is not
 * set. */
struct markdown_options {
	bool is_kramdown;     /* kramdown's own Markdown, not GitHub's */
	bool hard_wrap;       /* a newline is a <br> */
	bool no_signs;        /* but quotes */
	bool empty_line_ends; /* a paragraph, and little else does */
	bool no_heading_ids;
	bool ids_of_text; /* in kramdown's own: not of the source */
	bool parse_block_html;
	bool keep_span_html; /* no Markdown in it */
	bool join_cjk_lines;
	bool no_math_engine;
	bool inner_back_links; /* in the last paragraph, however deep */
	int heading_offset;
	unsigned hidden_levels; /* in tables of contents; a bit for each */
	int first_footnote;     /* less one */
	struct str id_prefix;
	struct str footnote_prefix;
	struct str back_link;
	struct str signs[MARKDOWN_SIGNS];
	const struct markdown_link *links;
	size_t links_len;
	struct markdown_code code;
	const struct commonmark *commonmark; /* instead of kramdown, or NULL */
};

/*
 * Append the HTML of @text, which is UTF-8. ERR_INPUT when a limit is passed;
 * its place has the line in @text, and no file.
 */
fallible markdown_to_html(struct str text, const struct markdown_options *o,
			  struct buf *out);
