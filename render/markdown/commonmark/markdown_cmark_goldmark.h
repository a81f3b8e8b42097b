/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A whole text for Goldmark's writer, as cmark-gfm reads it: CommonMark
 * with tables, task lists, footnotes, struck text and bare addresses as links.
 * May be called from several threads, which take turns.
 */
#pragma once

#include "render/markdown/doctree.h"

struct markdown_cmark_options {
	bool smart;      /* quotes, dashes and dots as printers set them */
	bool bare_links; /* "www.example.org" is a link */
};

/* Of an item: whether it is a task, and whether that is done. */
enum markdown_cmark_task { MARKDOWN_TASK_NONE, MARKDOWN_TASK, MARKDOWN_DONE };

/*
 * Read @text into @root, a document. An item's number is a
 * markdown_cmark_task, a heading's title the line it was written as; a
 * footnote and what refers to it have the same number, from 1; they stand last.
 * Fenced code, and the row that heads a table, are "closed". ERR_INPUT when
 * blocks or spans are nested too deep or a table is too large.
 */
fallible markdown_cmark_goldmark_read(struct str text,
				      const struct markdown_cmark_options *o,
				      struct arena *arena,
				      struct doctree_node *root);
