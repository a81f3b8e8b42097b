/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/markdown/markdown.h"

#include "render/markdown/block/block_reader.h"
#include "render/markdown/commonmark/commonmark.h"
#include "render/markdown/output/heading_ids.h"
#include "render/markdown/output/html_writer.h"
#include "render/markdown/output/toc.h"
#include "render/markdown/span/abbreviations.h"
#include "render/markdown/span/leaf_spans.h"

/* Is @text as the readers want it: newlines alone, one at the end, no NUL? */
static bool is_normal(struct str text)
{
	return str_ends(text, "\n") && !str_ends(text, "\n\n") &&
	       str_find_char(text, '\r') == text.len &&
	       str_find_char(text, '\0') == text.len;
}

static struct str normalize(struct arena *a, struct str text)
{
	auto_buf struct buf out = { 0 };

	if (is_normal(text))
		return text;
	for (size_t i = 0; i < text.len; i++) {
		if (text.data[i] == '\0')
			buf_puts(&out, "\ufffd");
		else if (text.data[i] != '\r')
			buf_putc(&out, text.data[i]);
		else if (i + 1 == text.len || text.data[i + 1] != '\n')
			buf_putc(&out, '\n');
	}
	if (!str_ends(buf_str(&out), "\n"))
		buf_putc(&out, '\n');
	return str_of(arena_strdup(a, buf_str(&out)));
}

static void add_links(struct definitions *d, const struct markdown_options *o)
{
	for (size_t i = 0; i < o->links_len; i++) {
		struct doctree_node *link =
			doctree_new(d->attributes.arena, DOCTREE_LINK);

		link->url = o->links[i].url;
		link->title = o->links[i].title;
		/* What lists of attributes would hang on. */
		link->first =
			doctree_new(d->attributes.arena, DOCTREE_BOUNDARY);
		definitions_add_link(d, o->links[i].id, link);
	}
}

fallible markdown_to_html(struct str text, const struct markdown_options *o,
			  struct buf *out)
{
	auto_arena struct arena arena = { 0 };
	auto_definitions struct definitions definitions = {
		.attributes = { .arena = &arena }, .options = *o
	};
	const struct markdown_options *options = &definitions.options;
	struct block_text blocks = { .arena = &arena,
				     .definitions = &definitions };
	struct doctree_node *root;
	struct err *e;

	if (text.len > MARKDOWN_MAX_BYTES)
		return err_new(&ERR_INPUT, "the text is too long");
	if (o->commonmark)
		return commonmark_to_html(text, o->commonmark, &o->code, out);
	add_links(&definitions, o);
	root = doctree_new(&arena, DOCTREE_DOCUMENT);
	e = block_reader_read(&blocks, normalize(&arena, text), root);
	if (e)
		return e;
	e = leaf_spans_read(&arena, &definitions, root);
	if (e)
		return e;
	heading_ids_name_terms(&arena, root);
	if (!options->no_heading_ids)
		heading_ids_assign(&arena, options, root);
	if (definitions.abbreviations.len)
		abbreviations_mark(&definitions, root);
	toc_insert(&arena, options, root);
	html_writer_write(root, &definitions, options, out);
	return NULL;
}
