/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The shortcodes that are more than HTML with gaps: highlight, param, qr, ref
 * and relref.
 */
#pragma once

#include "render/hugo/body.h"

struct shortcode_code_call {
	const struct body_rules *rules;
	const struct page_writing *writing;
	const struct shortcode *code;
	struct str inner;
};

/* Does it use what is between its two halves? */
bool shortcode_code_has_inner(const struct shortcode *s);

/*
 * Append what the shortcode gives. False: it is not one of these. *@ret_doubt
 * is set to what the author should hear, if anything; free it.
 */
bool shortcode_code_run(const struct shortcode_code_call *call,
			char **ret_doubt, struct buf *out);
