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
	DOCTREE_LOOSE_TEXT, /* spans among blocks */
	DOCTREE_HEADING,
	DOCTREE_QUOTE,
	DOCTREE_LIST,
	DOCTREE_ITEM,
	DOCTREE_CODE_BLOCK,
	DOCTREE_HTML_BLOCK, /* as it stands */
	DOCTREE_ELEMENT,    /* of HTML, with blocks or spans in it */
	DOCTREE_RULE,
	DOCTREE_TABLE,
	DOCTREE_SECTION, /* of a table: its name is the tag */
	DOCTREE_ROW,
	DOCTREE_CELL,
	DOCTREE_DEFINITIONS, /* a list of terms and what they mean */
	DOCTREE_TERM,
	DOCTREE_MEANING,
	DOCTREE_MATH_BLOCK,
	DOCTREE_FOOTNOTE,
	DOCTREE_BLANK,    /* empty lines */
	DOCTREE_BOUNDARY, /* ends a block, and prints nothing */
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
	DOCTREE_MATH,
	DOCTREE_ABBREVIATION,
	DOCTREE_FOOTNOTE_REF,
	DOCTREE_ATTRIBUTES, /* a list for the span before it */
};

enum doctree_align {
	DOCTREE_ALIGN_NONE,
	DOCTREE_ALIGN_LEFT,
	DOCTREE_ALIGN_CENTER,
	DOCTREE_ALIGN_RIGHT,
};

/* How the content of an HTML element is read. */
enum doctree_model { DOCTREE_RAW, DOCTREE_SPANS, DOCTREE_BLOCKS };

/* What a boundary comes from. */
enum doctree_boundary {
	DOCTREE_END_MARK,
	DOCTREE_END_LIST, /* of attributes */
	DOCTREE_END_DEFINITION,
	DOCTREE_END_OTHER,
};

/* An attribute given by the author. */
struct doctree_attr {
	struct str key;
	struct str value;
	struct doctree_attr *next;
};

/* An attribute list whose references are not looked up yet. */
struct doctree_ial {
	struct str body; /* between "{:" and "}" */
	struct doctree_ial *next;
};

struct doctree_node {
	enum doctree_kind kind;
	struct doctree_node *parent, *next, *previous, *first, *last;
	struct str text;  /* of spans not read yet, text, code, HTML; a name */
	struct str url;   /* of a link or image; of a fence: its language; of
			     an element: its attributes as they stand */
	struct str title; /* of a link, image or abbreviation */
	int number; /* heading: level; boundary, element: which; blank: lines */
	bool ordered;               /* lists */
	bool bare;                  /* paragraphs without their tags */
	bool closed;                /* elements without an end tag */
	enum doctree_align align;   /* cells */
	struct doctree_attr *attrs; /* in order */
	struct doctree_ial *ials;   /* in order */
	struct str references; /* bare words in lists, a space after each */
};

static inline bool doctree_is_block(const struct doctree_node *n)
{
	return n->kind < DOCTREE_TEXT;
}

struct doctree_node *doctree_new(struct arena *a, enum doctree_kind kind);
void doctree_append(struct doctree_node *parent, struct doctree_node *child);
void doctree_remove(struct doctree_node *n);

/* Put @n, which stands nowhere, before @place. */
void doctree_insert(struct doctree_node *place, struct doctree_node *n);

/* NULL when there is none. */
struct doctree_attr *doctree_attr(const struct doctree_node *n,
				  const char *key);

/* Set an attribute; a class is added to those there are. */
void doctree_set_attr(struct arena *a, struct doctree_node *n, struct str key,
		      struct str value);

/* Is @word among the node's references? */
bool doctree_refers_to(const struct doctree_node *n, const char *word);
