/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The options of kramdown 2.4, by the names that its documentation gives them.
 */
#pragma once

#include "render/markdown/markdown.h"

enum markdown_option_answer {
	MARKDOWN_OPTION_SET,     /* or of no consequence for HTML */
	MARKDOWN_OPTION_UNKNOWN, /* kramdown has none of that name */
	MARKDOWN_OPTION_WRONG,   /* it cannot have that value */
	MARKDOWN_OPTION_MISSING, /* kramdown can do this, and we cannot */
};

/*
 * Set option @name to @value, which is as it was written; a list's items have
 * commas between them. Both are borrowed. @is_inside: by {::options}, where
 * some have no effect.
 */
enum markdown_option_answer markdown_option_set(struct markdown_options *o,
						struct str name,
						struct str value,
						bool is_inside);

/* One of typographic_symbols. Returns false when there is no such sign. */
bool markdown_option_set_sign(struct markdown_options *o, struct str name,
			      struct str value);
