/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * UTF-8 as Ruby's strings count it: by characters. A byte that is part of no
 * character counts as one.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "lib/buf.h"
#include "lib/str.h"

/* Characters in @s. */
size_t text_length(struct str s);

/* The byte at which character @n begins; @s.len beyond the end. */
size_t text_offset(struct str s, size_t n);

/* Bytes of the first character; 0 when @s is empty. */
size_t text_first(struct str s);

/* Is every byte part of a character? */
bool text_is_valid(struct str s);

/* White space and NULs, as Ruby's strip has them. */
bool text_is_space(char c);
struct str text_strip_left(struct str s);
struct str text_strip_right(struct str s);

/* Upper, lower case by Unicode's simple and special mappings. */
void text_upcase(struct str s, struct buf *out);
void text_downcase(struct str s, struct buf *out);

/* The first character upper, the rest lower case. */
void text_capitalize(struct str s, struct buf *out);

/* Bytewise order in which A to Z equal a to z. */
int text_compare_caseless(struct str a, struct str b);
