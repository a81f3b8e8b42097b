/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/markdown/goldmark/goldmark.h"

#include "lib/arena.h"
#include "render/markdown/commonmark/markdown_cmark_goldmark.h"
#include "render/markdown/goldmark/goldmark_definitions.h"
#include "render/markdown/goldmark/goldmark_headings.h"
#include "render/markdown/goldmark/goldmark_writer.h"
#include "render/markdown/markdown.h"

fallible goldmark_to_html(struct str text, const struct goldmark_options *o,
			  struct buf *out)
{
	const struct markdown_cmark_options how = {
		.smart = !o->plain_quotes,
		.bare_links = !o->plain_addresses,
	};
	auto_arena struct arena arena = { 0 };
	struct doctree_node *root = doctree_new(&arena, DOCTREE_DOCUMENT);
	struct err *e;

	if (text.len > MARKDOWN_MAX_BYTES)
		return err_new(&ERR_INPUT, "the text is too long");
	e = markdown_cmark_goldmark_read(text, &how, &arena, root);
	if (e)
		return e;
	goldmark_definitions_find(&arena, root);
	goldmark_headings_name(&arena, root, o);
	goldmark_writer_write(root, o, out);
	return NULL;
}
