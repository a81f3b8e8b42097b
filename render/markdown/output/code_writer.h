/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Code in the wrappers that themes for Jekyll expect: Rouge's.
 */
#pragma once

#include "lib/buf.h"
#include "render/markdown/doctree.h"
#include "render/markdown/highlight/highlight.h"
#include "render/markdown/markdown.h"

/* Append a DOCTREE_CODE_BLOCK, indented by @indent spaces, or a DOCTREE_CODE.
 */
void code_writer_block(const struct doctree_node *n,
		       const struct markdown_code *how, int indent,
		       struct buf *out);
void code_writer_span(const struct doctree_node *n,
		      const struct markdown_code *how, struct buf *out);

/* What {% highlight %} shows. */
struct code_figure {
	struct str language;
	struct str code;
	bool numbered;    /* with numbers beside the lines */
	struct str marks; /* lines to mark by their numbers, as "1 5 6" */
};

/* NULL for @highlighter: no colours. */
void code_writer_figure(const struct code_figure *f,
			const struct highlighter *highlighter, struct buf *out);
