/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The text of a finished page, between its tags. The tags stay as they are,
 * and so do comments, scripts and stylesheets.
 */
#pragma once

#include "lib/buf.h"

struct page_texts_change {
	const char *const *spared; /* elements whose text stays, too; eight at
				    * most, ended by NULL */
	void *self;

	/* Append what a run of text becomes. */
	void (*add)(void *self, struct str text, struct buf *out);
};

/* Append @html with the text in its body changed; all of its text when it has
 * no body. */
void page_texts_change(struct str html, const struct page_texts_change *c,
		       struct buf *out);
