/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A text as a tree of blocks and spans. Lives in an arena as a whole.
 */
#pragma once

#include "lib/arena.h"
#include "lib/err.h"

enum doctree_kind {
	DOCTREE_DOCUMENT,
	DOCTREE_PARAGRAPH,
	DOCTREE_HEADING,
	DOCTREE_QUOTE,
	DOCTREE_LIST,
	DOCTREE_ITEM,
	DOCTREE_CODE_BLOCK,
	DOCTREE_HTML_BLOCK,
	DOCTREE_RULE,
	DOCTREE_TABLE,
	DOCTREE_ROW,
	DOCTREE_CELL,
	DOCTREE_FOOTNOTE,
	DOCTREE_TEXT,
	DOCTREE_SOFT_BREAK,
	DOCTREE_LINE_BREAK,
	DOCTREE_CODE,
	DOCTREE_HTML,
	DOCTREE_EMPHASIS,
	DOCTREE_STRONG,
	DOCTREE_STRIKE,
	DOCTREE_LINK,
	DOCTREE_IMAGE,
	DOCTREE_FOOTNOTE_REF,
};

enum doctree_align {
	DOCTREE_ALIGN_NONE,
	DOCTREE_ALIGN_LEFT,
	DOCTREE_ALIGN_CENTER,
	DOCTREE_ALIGN_RIGHT,
};

/* An attribute given by the author. */
struct doctree_attr {
	struct str key;
	struct str value;
	struct doctree_attr *next;
};

struct doctree_node {
	enum doctree_kind kind;
	struct doctree_node *parent, *next, *previous, *first, *last;
	struct str text;  /* of text, code, HTML; a fence's code; a name */
	struct str url;   /* of a link or image; of a fence: its language */
	struct str title; /* of a link or image */
	int number;       /* heading: level; list: first; footnote: its own */
	unsigned line;    /* where it begins and ends, from 1 */
	unsigned end_line;
	bool ordered, tight;        /* lists */
	bool task, checked;         /* items */
	bool header;                /* rows */
	enum doctree_align align;   /* cells */
	struct doctree_attr *attrs; /* in order */
	struct str reference;       /* a bare word in the attribute list */
};

static inline bool doctree_is_block(const struct doctree_node *n)
{
	return n->kind < DOCTREE_TEXT;
}

struct doctree_node *doctree_new(struct arena *a, enum doctree_kind kind);
void doctree_append(struct doctree_node *parent, struct doctree_node *child);
void doctree_remove(struct doctree_node *n);

/* NULL when there is none. */
struct doctree_attr *doctree_attr(const struct doctree_node *n,
				  const char *key);

/* Set an attribute; a class is added to those there are. */
void doctree_set_attr(struct arena *a, struct doctree_node *n, struct str key,
		      struct str value);
