/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/markdown/block/table_reader.h"

#include "render/markdown/block/block_line.h"
#include "render/markdown/block/table_line.h"

/* One table while it is read. */
struct table {
	struct block_reader *reader;
	struct doctree_node *node;
	struct doctree_node *rows; /* a section without a name yet */
	struct str alignment;      /* the line that says it */
	bool has_leading_pipe;
	bool has_body, has_footer;
	size_t columns;
	size_t count; /* of rows */
};

static void close_section(struct table *t, const char *name)
{
	t->rows->text = str_of(name);
	t->has_body = t->has_body || str_is(t->rows->text, "tbody");
	doctree_append(t->node, t->rows);
	t->rows = doctree_new(t->reader->text->arena, DOCTREE_SECTION);
}

static void add_cell(struct table *t, struct doctree_node *row, struct str text)
{
	struct doctree_node *cell =
		doctree_new(t->reader->text->arena, DOCTREE_CELL);

	cell->text = str_trim(text);
	doctree_append(row, cell);
}

static void add_row(struct table *t, struct str line)
{
	struct arena *a = t->reader->text->arena;
	struct doctree_node *row = doctree_new(a, DOCTREE_ROW);
	struct doctree_node *c;
	auto_buf struct buf text = { 0 };

	do {
		buf_truncate(&text, 0);
		line = str_from(line, table_line_cell(line, &text));
		add_cell(t, row, str_of(arena_strdup(a, buf_str(&text))));
	} while (line.len && line.data[0] == '|' &&
		 (line = str_from(line, 1), true));
	if (t->has_leading_pipe && row->first && !row->first->text.len)
		doctree_remove(row->first);
	if (row->last && !row->last->text.len)
		doctree_remove(row->last);
	row->number = 0;
	for (c = row->first; c; c = c->next)
		row->number++;
	if ((size_t)row->number > t->columns)
		t->columns = (size_t)row->number;
	t->count++;
	doctree_append(t->rows, row);
}

static void end_rows_at_separator(struct table *t, struct str line)
{
	if (!t->rows->first)
		return;
	if (!t->alignment.len && !t->has_footer) {
		close_section(t, "thead");
		t->alignment = line;
	} else if (!t->has_footer) {
		close_section(t, "tbody");
	}
}

static void take_lines(struct table *t)
{
	struct block_reader *r = t->reader;

	while (table_line_has_pipe(r->rest)) {
		size_t len = block_line_len(r->rest);
		struct str line = block_reader_take(r, len);

		if (table_line_is_separator(line, '-')) {
			end_rows_at_separator(t, line);
		} else if (table_line_is_separator(line, '=')) {
			if (t->rows->first)
				close_section(t, "tbody");
			t->has_footer = true;
		} else {
			add_row(t, str_trim(line));
		}
	}
}

static void align(struct table *t, struct doctree_node *row)
{
	struct str line = t->alignment;
	size_t missing = t->columns - (size_t)row->number;

	while (missing--)
		add_cell(t, row, (struct str){ 0 });
	for (struct doctree_node *c = row->first; c; c = c->next)
		c->align = table_line_next_alignment(&line);
}

/* Give every row as many cells as the longest has. */
static void complete(struct table *t)
{
	struct block_text *text = t->reader->text;

	text->cells += t->columns * t->count;
	if (text->cells > MARKDOWN_MAX_CELLS) {
		text->error = "too many table cells";
		return;
	}
	for (struct doctree_node *s = t->node->first; s; s = s->next)
		for (struct doctree_node *row = s->first; row; row = row->next)
			align(t, row);
}

bool table_reader_read(struct block_reader *r)
{
	size_t spaces = block_line_spaces(r->rest, 3);
	struct table t = { .reader = r };
	struct str before = r->rest;

	if (strchr(" \t", r->rest.data[spaces]) ||
	    !table_line_has_pipe(r->rest) || !block_reader_is_after_boundary(r))
		return false;
	t.node = doctree_new(r->text->arena, DOCTREE_TABLE);
	t.rows = doctree_new(r->text->arena, DOCTREE_SECTION);
	t.has_leading_pipe = r->rest.data[spaces] == '|';
	if (table_line_is_separator(r->rest, '-'))
		(void)block_reader_take(r, block_line_len(r->rest));
	take_lines(&t);
	if (block_reader_is_before_boundary(r) &&
	    table_line_has_pipes_outside_code(
		    str_n(before.data, before.len - r->rest.len))) {
		if (t.rows->first)
			close_section(&t, t.has_footer ? "tfoot" : "tbody");
		if (t.has_body) {
			complete(&t);
			t.node->ials = r->pending;
			r->pending = NULL;
			doctree_append(r->tree, t.node);
			return true;
		}
	}
	r->rest = before;
	return false;
}
