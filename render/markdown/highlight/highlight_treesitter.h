/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Code in colours by tree-sitter's grammars: one walk over the syntax tree,
 * with a look into a table at each node. Mistakes in the code are no matter.
 */
#pragma once

#include "render/markdown/highlight/highlight.h"

extern const struct highlighter highlight_treesitter;
