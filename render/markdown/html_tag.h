/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One tag in a text, by kramdown's grammar: a value without quotes is a word,
 * and what does not fit the grammar is text.
 */
#pragma once

#include "lib/str.h"
#include "render/markdown/doctree.h"

struct html_tag {
	struct str name;
	struct str attributes; /* with the white space before them */
	size_t len;            /* with both brackets */
	bool closed;           /* ends with "/>" */
};

/* The tag at the front of @s. */
bool html_tag_read_start(struct str s, struct html_tag *ret);
bool html_tag_read_end(struct str s, struct html_tag *ret);

/* How many bytes at the front of @s are a name; 0 when none begins there. */
size_t html_tag_name_len(struct str s);

/* What kramdown knows of an element by its name, in any case. */
struct html_element {
	const char *name;
	bool is_span;  /* begins no block */
	bool is_block; /* is text among spans */
	bool is_void;
	enum doctree_model model;
};

/* Of an unknown one: NULL. */
const struct html_element *html_tag_element(struct str name);

/* Does the end tag @name end an element named @open? */
bool html_tag_is_same(struct str open, struct str name);

/* Where the end tag of element @name is in @s: @s.len when nowhere. */
size_t html_tag_find_end(struct str s, struct str name);
