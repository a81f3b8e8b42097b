/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Footnotes: the marks in the text, and the list at its end.
 */
#pragma once

#include "render/markdown/output/html_writer.h"

void footnote_writer_mark(struct html_writer *w, const struct doctree_node *n);

/* The notes that the marks written so far, and those in notes, refer to. */
void footnote_writer_list(struct html_writer *w);
