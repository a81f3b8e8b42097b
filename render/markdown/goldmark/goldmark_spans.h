/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Spans as HTML, and footnotes' ways there and back.
 */
#pragma once

#include "render/markdown/doctree.h"
#include "render/markdown/goldmark/goldmark.h"

/* How often each footnote was referred to so far, from the first. All zeros is
 * at the start. */
struct goldmark_notes {
	int *uses;
	size_t len;
	size_t cap;
};

void goldmark_notes_release(struct goldmark_notes *n);

/* Append what is in @parent. */
void goldmark_spans_write(const struct doctree_node *parent,
			  const struct goldmark_options *o,
			  struct goldmark_notes *notes, struct buf *out);

/* Append the links from footnote @number to where it was referred to. */
void goldmark_spans_lead_back(const struct goldmark_notes *notes, int number,
			      struct buf *out);
