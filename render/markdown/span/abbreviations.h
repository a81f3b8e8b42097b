/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Abbreviations: *[HTML]: HyperText Markup Language.
 */
#pragma once

#include "render/markdown/definitions.h"

/* Mark each abbreviation that stands as a word in the text below @root. */
void abbreviations_mark(struct definitions *d, struct doctree_node *root);
