/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Where kramdown makes something else of the same text than CommonMark does.
 */
#pragma once

#include "render/markdown/doctree.h"

/*
 * Change the tree to kramdown's reading: each item of a list is tight or loose
 * by itself, two backslashes break a line, and *** is strong around em.
 */
void kramdown_adapt(struct doctree_node *root);
