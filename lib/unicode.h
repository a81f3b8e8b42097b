/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Characters and what they are, by Unicode.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "lib/buf.h"

/* The first character of @s, which is not empty, and how many bytes it has. A
 * byte that is part of no character counts as U+FFFD. */
size_t unicode_next(struct str s, uint32_t *ret);

/* Append @c as UTF-8. */
void unicode_put(uint32_t c, struct buf *out);

/* Simple mappings: one character to one. */
uint32_t unicode_lower(uint32_t c);
uint32_t unicode_upper(uint32_t c);
uint32_t unicode_title(uint32_t c);

/* A letter, a mark or a decimal digit. */
bool unicode_is_word(uint32_t c);

/* Han, Hiragana or Katakana. */
bool unicode_is_cjk(uint32_t c);

/* Punctuation that connects words, like the underscore. */
bool unicode_is_connector(uint32_t c);

/* Append @s decomposed, without its combining marks; nothing when it is not
 * UTF-8. */
void unicode_strip_marks(struct str s, struct buf *out);
