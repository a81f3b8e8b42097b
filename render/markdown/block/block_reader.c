/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/markdown/block/block_reader.h"

#include "render/markdown/block/block_line.h"
#include "render/markdown/block/definition_reader.h"
#include "render/markdown/block/extension_reader.h"
#include "render/markdown/block/html_reader.h"
#include "render/markdown/block/leaf_reader.h"
#include "render/markdown/block/list_reader.h"
#include "render/markdown/block/meaning_reader.h"
#include "render/markdown/block/table_reader.h"

struct doctree_node *block_reader_new(struct block_reader *r,
				      enum doctree_kind kind)
{
	struct doctree_node *n = doctree_new(r->text->arena, kind);

	n->ials = r->pending;
	r->pending = NULL;
	return n;
}

struct doctree_node *block_reader_add(struct block_reader *r,
				      enum doctree_kind kind)
{
	struct doctree_node *n = block_reader_new(r, kind);

	doctree_append(r->tree, n);
	return n;
}

struct str block_reader_take(struct block_reader *r, size_t n)
{
	struct str taken = str_n(r->rest.data, n);

	r->rest = str_from(r->rest, n);
	return taken;
}

bool block_reader_is_after_boundary(const struct block_reader *r)
{
	const struct doctree_node *last = r->tree->last;

	return !last || last->kind == DOCTREE_BLANK || r->pending ||
	       (last->kind == DOCTREE_BOUNDARY &&
		last->number == DOCTREE_END_MARK);
}

bool block_reader_is_before_boundary(const struct block_reader *r)
{
	struct str body;

	return !r->rest.len || block_line_blank(r->rest) ||
	       block_line_end_mark(r->rest) ||
	       block_line_attributes(r->rest, &body);
}

static bool read_blank(struct block_reader *r)
{
	size_t len = block_line_blank(r->rest);
	struct doctree_node *last = r->tree->last;

	if (!len)
		return false;
	if (!last || last->kind != DOCTREE_BLANK)
		last = block_reader_add(r, DOCTREE_BLANK);
	/* A definition list wants to know whether this is one bare newline. */
	last->number += (int)len;
	(void)block_reader_take(r, len);
	return true;
}

static bool read_end_mark(struct block_reader *r)
{
	size_t len = block_line_end_mark(r->rest);

	if (!len)
		return false;
	block_reader_add(r, DOCTREE_BOUNDARY)->number = DOCTREE_END_MARK;
	(void)block_reader_take(r, len);
	return true;
}

/* The order is part of the grammar. The last one takes any line. */
static bool (*const readers[])(struct block_reader *) = {
	read_blank,
	leaf_reader_code,
	leaf_reader_fence,
	leaf_reader_quote,
	leaf_reader_heading,
	leaf_reader_rule,
	list_reader_read,
	meaning_reader_read,
	html_reader_read,
	leaf_reader_underlined,
	leaf_reader_math,
	table_reader_read,
	definition_reader_footnote,
	definition_reader_link,
	definition_reader_abbreviation,
	extension_reader_read,
	read_end_mark,
	leaf_reader_paragraph,
	leaf_reader_loose,
};

/* Read up to the end, or the end tag of the tree. */
static void read_blocks(struct block_reader *r)
{
	if (r->depth > MARKDOWN_MAX_DEPTH)
		r->text->error = "nested too deeply";
	while (r->rest.len && !r->text->error) {
		size_t i = 0;

		r->began = r->rest.data;
		if (html_reader_take_end(r))
			return;
		while (!readers[i](r))
			i++;
	}
}

void block_reader_descend(struct block_reader *r, struct str content,
			  struct doctree_node *tree)
{
	struct block_reader inner = { .text = r->text,
				      .start = content.data,
				      .rest = content,
				      .tree = tree,
				      .depth = r->depth + 1,
				      .elements = r->elements };

	read_blocks(&inner);
}

void block_reader_read_element(struct block_reader *r,
			       struct doctree_node *element)
{
	struct doctree_node *tree = r->tree;
	struct doctree_ial *pending = r->pending;

	r->tree = element;
	r->pending = NULL;
	r->depth++;
	read_blocks(r);
	r->depth--;
	r->pending = pending;
	r->tree = tree;
}

fallible block_reader_read(struct block_text *t, struct str text,
			   struct doctree_node *tree)
{
	struct block_reader r = {
		.text = t, .start = text.data, .rest = text, .tree = tree
	};
	unsigned line = 1;

	read_blocks(&r);
	if (!t->error)
		return NULL;
	for (const char *c = r.start; c < r.began; c++)
		line += *c == '\n';
	return err_new_in(((struct err_place){ NULL, line, 0 }), &ERR_INPUT,
			  "%s", t->error);
}
