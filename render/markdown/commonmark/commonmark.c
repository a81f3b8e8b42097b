/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/markdown/commonmark/commonmark.h"

#include "render/markdown/commonmark/markdown_cmark_text.h"
#include "render/markdown/output/heading_ids.h"
#include "render/markdown/output/html_writer.h"

/* On GitHub Pages a heading is named by its HTML, tags and all. */
static void name_headings(struct heading_ids *ids, struct doctree_node *n)
{
	static const struct markdown_options plain = {
		.code = { .plain_spans = true },
	};
	auto_buf struct buf html = { 0 };
	struct html_writer w = { .out = &html, .options = &plain };

	if (n->kind == DOCTREE_HEADING) {
		html_writer_children(&w, n);
		heading_ids_give(ids, n, buf_str(&html), true);
		return;
	}
	for (struct doctree_node *c = n->first; c && doctree_is_block(n);
	     c = c->next)
		name_headings(ids, c);
}

fallible commonmark_to_html(struct str text, const struct commonmark *c,
			    const struct markdown_code *code, struct buf *out)
{
	static const struct definitions none = { 0 };
	const struct markdown_options options = {
		.code = { .plain_spans = true },
	};
	auto_arena struct arena arena = { 0 };
	struct doctree_node *root = doctree_new(&arena, DOCTREE_DOCUMENT);
	struct err *e;

	e = markdown_cmark_text_read(text, c, code, &arena, root);
	if (e)
		return e;
	if (c->is_for_pages) {
		struct heading_ids ids = { .arena = &arena };

		name_headings(&ids, root);
		heading_ids_release(&ids);
	}
	html_writer_write(root, &none, &options, out);
	return NULL;
}
