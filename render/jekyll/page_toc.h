/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The headings of a page's HTML as a table of contents, as jekyll-toc makes it
 * of them.
 */
#pragma once

#include "lib/arena.h"
#include "lib/buf.h"
#include "lib/data.h"

struct page_toc_heading {
	unsigned level; /* 1 to 6 */
	struct str id;
	struct str text;   /* HTML without tags */
	size_t text_start; /* in the page, behind the heading's tag */
};

struct page_toc {
	const struct data *wish; /* `toc` of _config.yml; NULL: the defaults */
	struct str html;
	const struct page_toc_heading *headings; /* in the arena */
	size_t len;
};

/* The headings of @html that @wish does not leave out. */
struct page_toc page_toc_read(struct str html, const struct data *wish,
			      struct arena *a);

/* Append the nested list of them. */
void page_toc_add_list(const struct page_toc *t, struct buf *out);

/* Append the page, with a link to itself in each heading. */
void page_toc_add_page(const struct page_toc *t, struct buf *out);
