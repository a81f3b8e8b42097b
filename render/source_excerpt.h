/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A line of a source as a terminal can show it, under a message about it.
 */
#pragma once

#include "lib/buf.h"
#include "lib/build_report.h"

#define SOURCE_EXCERPT_WIDTH 100 /* columns of a terminal */

/*
 * Append line @line of @text: tabs as spaces, a question mark for each byte
 * that is not UTF-8 and each character that would move a cursor or turn the
 * direction of writing; of a long line what is around @column, both counted
 * from 1, the column in characters. *@ret_caret is where that is shown, in
 * columns of the terminal from 1; 0 when @column is. False when there is no
 * such line.
 */
bool source_excerpt_cut(struct str text, unsigned line, unsigned column,
			struct buf *out, unsigned *ret_caret);

/* Give each message of @r that has a line its excerpt, from the first of
 * @dirs (-1: none) that has the file. */
void source_excerpt_add_all(struct build_report *r, const int *dirs,
			    size_t len);
