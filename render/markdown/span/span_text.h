/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A text while its spans are read: what is done, and what it becomes for the
 * parser of CommonMark.
 */
#pragma once

#include "render/markdown/span/span_reader.h"

/* A bracket that is open. */
struct span_bracket {
	size_t out;  /* where it is in what is made */
	size_t from; /* where the text in it begins */
	size_t elements;
	bool is_image;
};

/* An element that is open. */
struct span_element {
	struct str name;
	bool is_raw;
};

struct span_text {
	const struct span_reader *reader;
	struct str s;
	size_t at;
	size_t plain;   /* from here to at is nothing but text */
	struct buf out; /* what the parser gets */
	struct doctree_node **given;
	size_t given_len, given_cap;
	struct span_bracket *brackets;
	size_t brackets_len, brackets_cap;
	size_t dead_links;  /* of them, the outer ones, which have one inside */
	size_t open_images; /* among them */
	struct span_element *elements;
	size_t elements_len, elements_cap;
	size_t budget; /* for searches that find nothing */
	/* From here on; so that a search that found nothing is not repeated. */
	bool has_no_comment_end, has_no_math_end, has_no_strike_end;
};

void span_text_release(struct span_text *t);

/* What is not read yet. */
struct str span_text_rest(const struct span_text *t);

/* Take @n bytes, which become the node that is returned. */
struct doctree_node *span_text_put(struct span_text *t, size_t n,
				   enum doctree_kind kind);

/* Take @n bytes, which stand for @s and nothing else. */
void span_text_put_text(struct span_text *t, size_t n, struct str s);

/* Each takes what is at the front, if it is what the name says. */
bool span_text_take_html(struct span_text *t);    /* after "<" */
bool span_text_take_bracket(struct span_text *t); /* [ and ![ */
bool span_text_take_close(struct span_text *t);   /* ] */

/* End the elements that are still open, but for the outer @keep. */
void span_text_close_elements(struct span_text *t, size_t keep);
