/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The tags of finished HTML, whoever wrote it: what a browser takes for markup
 * is markup.
 */
#pragma once

#include "lib/buf.h"

/* A tag, with all that is within when that is code, or a comment. */
struct page_markup {
	struct str whole;
	struct str tag;  /* "<i class=x>"; empty: a comment or the like */
	struct str name; /* as written; empty likewise */
	bool is_end;
};

/* Take text, which may be empty, and the markup behind it from the front of
 * *@rest. False when nothing is left but text: then *@rest is that. */
bool page_markup_next(struct str *rest, struct str *ret_text,
		      struct page_markup *ret);

/* Names are the same in any case. */
bool page_markup_is(const struct page_markup *m, const char *name);

/* The value of attribute @name as written, without quotes. */
bool page_markup_attribute(const struct page_markup *m, const char *name,
			   struct str *ret);

/* Is @class one of the classes of its element? */
bool page_markup_has_class(const struct page_markup *m, struct str class);

/* How many bytes the tag at the front of @s has. */
size_t page_markup_tag_len(struct str s);
