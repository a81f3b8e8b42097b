/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Code in the wrappers that themes for Jekyll expect: Rouge's.
 */
#pragma once

#include "lib/buf.h"
#include "render/markdown/doctree.h"

/* Append a DOCTREE_CODE_BLOCK or a DOCTREE_CODE. */
void code_writer_block(const struct doctree_node *n, struct buf *out);
void code_writer_span(const struct doctree_node *n, struct buf *out);

/* Append what {% highlight %} prints for @code: a figure. @lines adds numbers
 * beside the lines. */
void code_writer_figure(struct str language, struct str code, bool lines,
			struct buf *out);
