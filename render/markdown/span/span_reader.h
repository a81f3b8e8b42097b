/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The spans of a text, as kramdown finds them. The text is rewritten so that
 * cmark-gfm, which makes the tree, reads in it what kramdown would: what only
 * kramdown knows is cut out and given as nodes.
 */
#pragma once

#include "render/markdown/commonmark/markdown_cmark.h"
#include "render/markdown/definitions.h"

struct span_reader {
	struct arena *arena;
	struct definitions *definitions;
	struct markdown_cmark *cmark;
};

/* Read @text, and append the spans to @parent. Returns false when they are
 * nested too deeply. */
bool span_reader_read(const struct span_reader *r, struct str text,
		      struct doctree_node *parent);
