/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The summary of a text whose author marks none: its first sentences.
 */
#pragma once

#include "render/hugo/hugo_config.h"

/* Append the text of @html up to the end of the sentence in which the words
 * that a summary has are full. It is HTML, with its entities, but no tags. */
void summary_add(struct str html, const struct hugo_config *c, struct buf *out);

/* @html without the tags of the paragraph that it is, if it is one alone. */
struct str summary_without_paragraph(struct str html);
