/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the line at the front of a text is, by kramdown's rules. A text ends
 * with a newline. Each function returns how many bytes it is about, 0 when the
 * line is something else.
 */
#pragma once

#include <stdbool.h>

#include "lib/str.h"

/* The line and its newline. */
size_t block_line_len(struct str s);

/* Spaces at the front, @most at most. */
size_t block_line_spaces(struct str s, size_t most);

/* White space up to the last newline in it: empty lines. */
size_t block_line_blank(struct str s);

/* White space, if a newline is in it, up to that. */
size_t block_line_rest_is_blank(struct str s);

/* "^" alone. */
size_t block_line_end_mark(struct str s);

/* A tab, or four spaces. */
size_t block_line_indent(struct str s);

/* "{: ... }" alone; what is in it goes to *@ret_body. */
size_t block_line_attributes(struct str s, struct str *ret_body);

/* The length of "{: ... }" as such; *@ret_body is what is between. */
size_t block_line_braces(struct str s, struct str *ret_body);

/* "* ", "1. " or ": " after @spaces at most, as @kind says: '*', '1' or ':'.
 * The length is without the white space behind. */
size_t block_line_marker(struct str s, char kind, size_t spaces);
bool block_line_is_item(struct str s);

/* "***", "- - -" and the like. */
size_t block_line_rule(struct str s);

/* A line that may open fenced code. */
bool block_line_is_fence(struct str s);
bool block_line_is_heading(struct str s);
bool block_line_is_quote(struct str s);

/* An HTML tag of a block stands within @spaces of the front. */
bool block_line_is_html(struct str s, size_t spaces);

/* Ends a paragraph that goes on without markers: an empty line, an attribute
 * list, "^", a tag of a block, or the end. */
bool block_line_ends_lazy(struct str s);
