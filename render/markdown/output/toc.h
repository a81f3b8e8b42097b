/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The table of contents.
 */
#pragma once

#include "render/markdown/doctree.h"
#include "render/markdown/markdown.h"

/*
 * Put a table of contents in place of the first list marked {:toc}: the
 * headings that have an id, a level that is shown, and not the class "no_toc".
 */
void toc_insert(struct arena *a, const struct markdown_options *o,
		struct doctree_node *root);
