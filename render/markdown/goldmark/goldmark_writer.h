/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The HTML of a text, in Goldmark's words.
 */
#pragma once

#include "render/markdown/doctree.h"
#include "render/markdown/goldmark/goldmark.h"

void goldmark_writer_write(const struct doctree_node *root,
			   const struct goldmark_options *o, struct buf *out);
