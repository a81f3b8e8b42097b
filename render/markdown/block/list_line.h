/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The lines of list items: where their content begins, and which lines belong
 * to it.
 */
#pragma once

#include "lib/buf.h"
#include "render/markdown/attribute_list.h"

/*
 * Read the first line @s of an item, whose marker takes @marker bytes: append
 * its content to @out, put an attribute list at its front into *@chain, and
 * return the column where the content begins.
 */
size_t list_line_first(struct arena *a, struct str s, size_t marker,
		       struct buf *out, struct doctree_ial **chain);

/* The line at the front of @s, if it is indented to @column. */
size_t list_line_indented(struct str s, size_t column);

/* The line at the front of @s, if it goes on without being indented. */
size_t list_line_lazy(struct str s, size_t column);

/* Append @line with tabs at its front made spaces, and @column spaces taken
 * away. Returns whether there were so many. */
bool list_line_unindent(struct str line, size_t column, struct buf *out);
