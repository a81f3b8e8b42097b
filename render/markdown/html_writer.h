/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Writes a tree as the HTML that kramdown makes.
 */
#pragma once

#include "render/markdown/doctree.h"
#include "render/markdown/markdown.h"

/* Append the HTML of the document @root. */
void html_writer_write(const struct doctree_node *root,
		       const struct markdown_options *o, struct buf *out);
