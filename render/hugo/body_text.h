/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The text of one body with its shortcodes run. What one gives stands outside
 * of the Markdown until that is HTML, and has a mark in it meanwhile.
 */
#pragma once

#include "render/hugo/body.h"

struct body_text {
	const struct body_rules *rules;
	const struct page_writing *writing;
	struct buf markdown; /* with the marks */
	struct str *results; /* by their marks' numbers */
	size_t len, cap;
	struct arena arena; /* of the results */
	unsigned depth;
	size_t steps;
};

void body_text_release(struct body_text *t);
#define auto_body_text __attribute__((cleanup(body_text_release)))

/* Run the shortcodes of @text, and leave it in `markdown`. @in_place: there is
 * no Markdown, so that no marks are needed. */
fallible body_text_expand(struct body_text *t, struct str text, bool in_place);

/* Append @html with the marks replaced; a paragraph that is nothing but one
 * loses its tags. */
void body_text_restore(const struct body_text *t, struct str html,
		       struct buf *out);

/* Warn of what is at byte @at of the body. */
void body_text_warn(const struct body_text *t, size_t at, const char *text);
