/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/markdown/markdown.h"

#include "render/markdown/attributes.h"
#include "render/markdown/heading_ids.h"
#include "render/markdown/html_blocks.h"
#include "render/markdown/html_writer.h"
#include "render/markdown/kramdown.h"
#include "render/markdown/markdown_cmark.h"
#include "render/markdown/toc.h"

static fallible too_much(unsigned line, const char *what)
{
	return err_new_in(((struct err_place){ NULL, line, 0 }), &ERR_INPUT,
			  "%s", what);
}

/* The columns of a line like "|---|:-:|"; 0 for any other. */
static size_t delimiter_columns(struct str line)
{
	size_t bars = 0;
	bool dashes = false;

	for (size_t i = 0; i < line.len; i++) {
		if (!strchr("|:- \t\r>", line.data[i]))
			return 0;
		bars += line.data[i] == '|';
		dashes = dashes || line.data[i] == '-';
	}
	return dashes && bars ? bars + 1 : 0;
}

/* What one paragraph and all tables have cost so far. */
struct cost {
	size_t columns; /* of the table we may be in */
	size_t cells;
	size_t open; /* brackets */
};

static void count_brackets(struct cost *c, struct str line)
{
	for (size_t i = 0; i < line.len; i++) {
		if (line.data[i] == '[')
			c->open++;
		else if (line.data[i] == ']' && c->open)
			c->open--;
	}
}

/* Refuse what the parser would take very long for, before it begins. */
static fallible check_cost(struct str text)
{
	struct cost c = { 0 };
	struct str line;
	unsigned number = 0;

	if (text.len > MARKDOWN_MAX_BYTES)
		return too_much(0, "the text is too long");
	while (str_split(&text, '\n', &line)) {
		size_t columns = delimiter_columns(line);

		number++;
		if (!str_trim(line).len)
			c = (struct cost){ .cells = c.cells };
		if (columns)
			c.columns = columns;
		c.cells += c.columns;
		count_brackets(&c, line);
		if (c.cells > MARKDOWN_MAX_CELLS)
			return too_much(number, "too many table cells");
		if (c.open > MARKDOWN_MAX_OPEN_BRACKETS)
			return too_much(number, "too many open brackets");
	}
	return NULL;
}

fallible markdown_to_html(struct str text, const struct markdown_options *o,
			  struct buf *out)
{
	auto_arena struct arena arena = { 0 };
	auto_html_blocks struct html_blocks blocks = { 0 };
	auto_buf struct buf replaced = { 0 };
	auto_buf struct buf wrapped = { 0 };
	struct doctree_node *root;
	struct err *e;

	e = check_cost(text);
	if (e)
		return e;
	html_blocks_wrap(&arena, text, &blocks, &replaced);
	attributes_wrap(buf_str(&replaced), &wrapped);
	e = markdown_cmark_parse(buf_str(&wrapped), o, &arena, &root);
	if (e)
		return e;
	attributes_apply(&arena, root);
	html_blocks_apply(&blocks, root);
	kramdown_adapt(root);
	if (!o->no_heading_ids)
		heading_ids_assign(&arena, root);
	toc_insert(&arena, root);
	html_writer_write(root, o, out);
	return NULL;
}
