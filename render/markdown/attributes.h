/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * kramdown's attribute lists: {: .class #id key="value" word}, on a line of its
 * own beside a block, or right after a span; and {#id} after a heading.
 *
 * The block parser does not know them. So before it runs each list is wrapped
 * in a processing instruction, which it keeps whole wherever it stands; where
 * it stood in code it is unwrapped again.
 */
#pragma once

#include "lib/buf.h"
#include "render/markdown/doctree.h"

/* Append @text with its attribute lists wrapped. Lines stay where they are. */
void attributes_wrap(struct str text, struct buf *out);

/* Give each wrapped list to the block or span it belongs to, and take it out of
 * the tree. */
void attributes_apply(struct arena *a, struct doctree_node *root);
