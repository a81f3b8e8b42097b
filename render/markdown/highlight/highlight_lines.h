/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Colours what is told line by line, and needs no grammar: patches, shell
 * sessions, ini files and Dockerfiles.
 */
#pragma once

#include "render/markdown/highlight/highlight.h"

/*
 * Append @code as highlight_code() does. False, with nothing appended, when
 * @language is none of these. @grammars is asked for the commands in it.
 */
bool highlight_lines_write(const struct highlighter *grammars,
			   struct str language, struct str code,
			   struct buf *out);
