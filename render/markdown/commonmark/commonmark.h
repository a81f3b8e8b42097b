/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Markdown by the rules of CommonMark, with GitHub's extensions: the HTML that
 * jekyll-commonmark and jekyll-commonmark-ghpages make. May be called from
 * several threads.
 */
#pragma once

#include "lib/buf.h"
#include "lib/err.h"

struct markdown_code;

/* What a site wants of it. All zeros is CommonMark alone, its HTML left out. */
struct commonmark {
	unsigned options;    /* a bit for each; see below */
	unsigned extensions; /* likewise */
	bool is_for_pages;   /* as on GitHub Pages: headings have ids, and code
				in no known language has no wrapper */
};

/* Switch on what Jekyll calls @name: "unsafe" or "SMART", "table". Returns
 * false when there is no such thing. */
bool commonmark_set_option(struct commonmark *c, struct str name);
bool commonmark_set_extension(struct commonmark *c, struct str name);

/* Are the tags that GitHub forbids made text? */
bool commonmark_filters(const struct commonmark *c);

/* Append the HTML of @text, which is UTF-8. ERR_INPUT when a limit is passed.
 */
fallible commonmark_to_html(struct str text, const struct commonmark *c,
			    const struct markdown_code *code, struct buf *out);
