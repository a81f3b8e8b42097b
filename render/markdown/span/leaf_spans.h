/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * From a tree of blocks to one of blocks and spans.
 */
#pragma once

#include "render/markdown/span/span_reader.h"

/* Read the spans of all blocks below @root, and look up what attribute lists
 * refer to. ERR_INPUT when a limit is passed. */
fallible leaf_spans_read(struct arena *a, struct definitions *d,
			 struct doctree_node *root);
