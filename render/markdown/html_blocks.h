/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * HTML elements among the blocks, read as kramdown reads them: an element ends
 * with its own end tag, not at an empty line, and its content is HTML, unless
 * it says markdown="1".
 *
 * The block parser ends them elsewhere. So before it runs each is replaced by a
 * processing instruction with its number, and afterwards put back.
 */
#pragma once

#include "lib/buf.h"
#include "render/markdown/doctree.h"

/* What was replaced, by number; lives in the arena of html_blocks_wrap(). All
 * zeros is empty. */
struct html_blocks {
	struct str *items;
	size_t len;
	size_t cap;
};

void html_blocks_release(struct html_blocks *b);
#define auto_html_blocks __attribute__((cleanup(html_blocks_release)))

/* Append @text, its elements replaced. */
void html_blocks_wrap(struct arena *a, struct str text, struct html_blocks *b,
		      struct buf *out);

/* Put the elements back. */
void html_blocks_apply(const struct html_blocks *b, struct doctree_node *root);
