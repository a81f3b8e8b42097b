/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Spans as HTML.
 */
#pragma once

#include "render/markdown/output/html_writer.h"

void span_writer_write(struct html_writer *w, const struct doctree_node *n);

/* Formulas, of spans and of blocks. */
void span_writer_math(struct html_writer *w, const struct doctree_node *n);

/* A paragraph that is an image with {:standalone} behind: its text is seen
 * below it. */
void span_writer_figure(struct html_writer *w, const struct doctree_node *n);
