/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Colours code: its tokens in spans of the short classes that Rouge and
 * Pygments use, so that the stylesheets made for those fit.
 */
#pragma once

#include "lib/buf.h"

/* Who knows the grammars of languages. May be called from several threads. */
struct highlighter {
	/*
	 * Append @code, escaped and with its tokens in spans. False, with
	 * nothing appended, for what is no name of a language known here and
	 * for code that takes too long.
	 */
	bool (*write)(struct str language, struct str code, struct buf *out);
};

/*
 * Append @code as HTML, in the colours of @language: the name of a lexer of
 * Rouge's. What nobody knows is plain; so is everything that needs a grammar if
 * @grammars is NULL.
 */
void highlight_code(const struct highlighter *grammars, struct str language,
		    struct str code, struct buf *out);
