/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * From cmark-gfm's tree of a text to ours.
 */
#pragma once

#include <cmark-gfm.h>

#include "lib/arena.h"
#include "render/markdown/commonmark/commonmark.h"
#include "render/markdown/doctree.h"
#include "render/markdown/markdown.h"

/*
 * Append what is below @root to @to. What doctree has no kind for becomes HTML.
 * Returns false when blocks and spans are nested deeper than
 * MARKDOWN_MAX_DEPTH.
 */
bool markdown_cmark_tree_convert(cmark_node *root, const struct commonmark *c,
				 const struct markdown_code *code,
				 struct arena *a, struct doctree_node *to);
