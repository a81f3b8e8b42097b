/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Typographic punctuation by kramdown's rules.
 */
#pragma once

#include "lib/buf.h"
#include "render/markdown/markdown.h"

/*
 * Append what the quotes at @at in @s become, and return how many bytes they
 * are: one or two. @is_after_text says whether the character before is plain
 * text, @signs what signs the site wants instead of the common ones.
 */
size_t smart_quote_add(struct str s, size_t at, bool is_after_text,
		       const struct str *signs, struct buf *out);

/* Append the sign that "--", "---", "...", "<<" or ">>" at the front of @s
 * stands for, with the space that belongs to it. Returns its length, or 0. */
size_t smart_quote_sign(struct str s, const struct str *signs, struct buf *out);
