/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Lists of definitions: a line, and below it lines that begin with a colon.
 */
#pragma once

#include "render/markdown/doctree.h"

/* Turn the paragraphs below @root that are such lists into them. */
void goldmark_definitions_find(struct arena *a, struct doctree_node *root);
