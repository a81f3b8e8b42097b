/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A document as kramdown prints it.
 */
#pragma once

#include "lib/buf.h"
#include "render/markdown/definitions.h"
#include "render/markdown/markdown.h"
#include "render/markdown/output/footnotes.h"

struct html_writer {
	struct buf *out;
	const struct markdown_options *options;
	const struct definitions *definitions;
	struct footnotes notes; /* used so far */
	size_t notes_place;     /* of the output, where they go */
	bool has_notes_place;
	int indent; /* of the block being written, in spaces; -2: the root */
};

#define HTML_WRITER_STEP 2 /* blocks in each other are indented */

/* Begin a line as far in as the block being written. */
void html_writer_indent(struct html_writer *w);

void html_writer_write(const struct doctree_node *root,
		       const struct definitions *d,
		       const struct markdown_options *o, struct buf *out);

/* For what stands elsewhere in the document than in the text. */
void html_writer_node(struct html_writer *w, const struct doctree_node *n);
void html_writer_element(struct html_writer *w, struct str tag,
			 const struct doctree_node *n);
void html_writer_children(struct html_writer *w, const struct doctree_node *n);
