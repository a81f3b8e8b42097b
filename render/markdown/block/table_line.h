/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The lines of tables.
 */
#pragma once

#include "lib/buf.h"
#include "render/markdown/doctree.h"

/* A pipe that no backslash hides is in the line at the front of @s. */
bool table_line_has_pipe(struct str s);

/* Does the line consist of @mark, '-' or '=', pipes and the like? */
bool table_line_is_separator(struct str line, char mark);

/* Append the cell at the front of @row. Returns where it ends: at a pipe or the
 * end. */
size_t table_line_cell(struct str row, struct buf *out);

/* Take the next column's alignment from the separator *@line. */
enum doctree_align table_line_next_alignment(struct str *line);

/* Has each line of @table a pipe outside of code and HTML? */
bool table_line_has_pipes_outside_code(struct str table);
