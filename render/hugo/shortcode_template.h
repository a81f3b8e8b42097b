/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a shortcode becomes: HTML with the few turns of Go's templates that most
 * shortcodes need. Text stands as it is; in braces there may be
 *
 *	.Get "name"   .Get 0   .Inner   .   "text"   or EXPR EXPR
 *
 * each followed by "| markdownify", plainify, safeHTML, safeURL or "default
 * EXPR"; with EXPR, if EXPR, else and end; comments, and hyphens that eat the
 * white space beside them.
 */
#pragma once

#include "lib/buf.h"
#include "lib/err.h"
#include "render/hugo/shortcode.h"

/* What a template is asked to print. */
struct shortcode_call {
	const struct shortcode *code;
	struct str inner;
	fallible (*markdownify)(void *host, struct str text, struct buf *out);
	void *host;
};

/* A turn that is not understood. */
extern const struct err_tag SHORTCODE_FOREIGN;

/* Append what template @text gives. SHORTCODE_FOREIGN names what it cannot
 * do. */
fallible shortcode_template_print(struct str text,
				  const struct shortcode_call *call,
				  struct buf *out);

/* Does it use what is between the two halves of a shortcode? */
bool shortcode_template_has_inner(struct str text);
