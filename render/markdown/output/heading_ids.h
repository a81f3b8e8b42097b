/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * An id for every heading, by the rules of kramdown's GFM parser.
 */
#pragma once

#include "render/markdown/doctree.h"

/* Give each heading that has none an id, unique among those given here. */
void heading_ids_assign(struct arena *a, struct doctree_node *root);
