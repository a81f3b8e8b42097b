/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The block structure of a text, as kramdown finds it with GitHub's Markdown:
 * at each place the first kind of block that fits is read whole. Spans are
 * left in the "text" of the blocks that hold them.
 */
#pragma once

#include "render/markdown/definitions.h"
#include "render/markdown/markdown.h"

/* One text while it is read. */
struct block_text {
	struct arena *arena;
	struct definitions *definitions;
	size_t cells;      /* of tables */
	const char *error; /* a limit that is passed, or NULL */
};

/* One string: the text, or what is inside a quote or an item. */
struct block_reader {
	struct block_text *text;
	const char *start, *began; /* all, and the block now read */
	struct str rest; /* what is still to be read; ends with a newline */
	struct doctree_node *tree;   /* the block that takes what is read */
	struct doctree_ial *pending; /* lists for the block that comes next */
	unsigned depth;
	unsigned elements; /* of HTML that are open */
	/* From here on; so that a search that found nothing is not repeated. */
	bool has_no_comment_end, has_no_math_end;
	size_t shortest_open_fence[2]; /* of ` and ~; 0 when all are closed */
};

/* Read all of @text, and append the blocks to @tree. */
fallible block_reader_read(struct block_text *t, struct str text,
			   struct doctree_node *tree);

/* For the readers of single kinds of blocks. */

/* Read @content as blocks of @tree. */
void block_reader_descend(struct block_reader *r, struct str content,
			  struct doctree_node *tree);

/* Read what follows as blocks of @element, until its end tag. */
void block_reader_read_element(struct block_reader *r,
			       struct doctree_node *element);

/* A new block with the lists that wait for one, not yet in the tree. */
struct doctree_node *block_reader_new(struct block_reader *r,
				      enum doctree_kind kind);

/* The same, at the end of the tree. */
struct doctree_node *block_reader_add(struct block_reader *r,
				      enum doctree_kind kind);

/* Take @n bytes of what is to be read. */
struct str block_reader_take(struct block_reader *r, size_t n);

/* Does what was read, or what comes, leave a block free to begin or end here?
 */
bool block_reader_is_after_boundary(const struct block_reader *r);
bool block_reader_is_before_boundary(const struct block_reader *r);
