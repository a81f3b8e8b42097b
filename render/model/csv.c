/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/model/csv.h"

#include "lib/buf.h"
#include "render/model/node.h"

struct csv {
	struct str rest;
	const char *file;
	char separator;
	unsigned line;
	struct arena *arena;
};

/* The inside of a quoted field; a doubled quote is one. */
static fallible read_quoted(struct csv *c, struct buf *out)
{
	const unsigned start = c->line;

	for (size_t i = 1; i < c->rest.len; i++) {
		char ch = c->rest.data[i];

		if (ch == '"' && i + 1 < c->rest.len &&
		    c->rest.data[i + 1] == '"') {
			i++;
		} else if (ch == '"') {
			c->rest = str_from(c->rest, i + 1);
			return NULL;
		}
		if (ch == '\n')
			c->line++;
		buf_putc(out, ch);
	}
	return err_new_in(((struct err_place){ c->file, start, 0 }), &ERR_INPUT,
			  "a quoted field that does not end");
}

static fallible read_field(struct csv *c, struct data *ret)
{
	auto_buf struct buf text = { 0 };
	bool quoted = str_starts(c->rest, "\"");
	size_t end = 0;
	struct err *e;

	if (quoted) {
		e = read_quoted(c, &text);
		if (e)
			return e;
	}
	while (end < c->rest.len && c->rest.data[end] != c->separator &&
	       c->rest.data[end] != '\n')
		end++;
	buf_add(&text, c->rest.data, end);
	c->rest = str_from(c->rest, end);
	if (text.len && text.data[text.len - 1] == '\r')
		buf_truncate(&text, text.len - 1);
	*ret = (struct data){ .kind = DATA_NULL };
	if (text.len || quoted)
		*ret = node_text(arena_strdup(c->arena, buf_str(&text)));
	return NULL;
}

static fallible read_row(struct csv *c, struct node_list *ret)
{
	struct data field;

	for (;;) {
		struct err *e = read_field(c, &field);
		bool more = c->rest.len && c->rest.data[0] == c->separator;

		if (e)
			return e;
		node_list_add(ret, field);
		if (c->rest.len)
			c->rest = str_from(c->rest, 1);
		if (!more)
			break;
	}
	c->line++;
	return NULL;
}

/* Is @row that of an empty line? */
static bool is_blank(const struct node_list *row)
{
	return row->len == 1 && row->items[0].kind == DATA_NULL;
}

static struct data row_map(const struct node_list *names,
			   const struct node_list *row, struct arena *arena)
{
	struct node_map m = { .arena = arena };

	for (size_t i = 0; i < names->len; i++)
		node_map_set(&m, node_as_text(&names->items[i]),
			     i < row->len ? row->items[i]
					  : (struct data){ .kind = DATA_NULL });
	return node_map_data(&m);
}

fallible csv_parse(struct str text, const char *file, char separator,
		   struct arena *arena, struct data *ret)
{
	struct csv c = { text, file, separator, 1, arena };
	struct node_list names = { .arena = arena };
	struct node_list rows = { .arena = arena };
	struct err *e;

	if (text.len) {
		e = read_row(&c, &names);
		if (e)
			return e;
	}
	while (c.rest.len) {
		struct node_list row = { .arena = arena };

		e = read_row(&c, &row);
		if (e)
			return e;
		if (!is_blank(&row))
			node_list_add(&rows, row_map(&names, &row, arena));
	}
	*ret = node_list_data(&rows);
	return NULL;
}
