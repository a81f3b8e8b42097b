/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/liquid/fragment.h"
#include "render/liquid/loop.h"
#include "render/liquid/number.h"
#include "render/liquid/parser.h"
#include "render/liquid/standard.h"

struct tablerow {
	struct value_key variable;
	const struct expression *collection;
	const struct expression *from, *limit, *columns; /* or NULL */
	struct block *body;
};

/* "tablerowloop": the loop, and the cell it is at. */
struct cell {
	struct forloop loop;
	size_t columns;
	size_t row, column; /* from 1 */
};

static bool get_cell(const struct cell *k, struct str name, struct value *ret)
{
	if (str_is(name, "col"))
		*ret = value_of_int((int64_t)k->column);
	else if (str_is(name, "col0"))
		*ret = value_of_int((int64_t)k->column - 1);
	else if (str_is(name, "row"))
		*ret = value_of_int((int64_t)k->row);
	else if (str_is(name, "col_first"))
		*ret = value_of_bool(k->column == 1);
	else if (str_is(name, "col_last"))
		*ret = value_of_bool(k->column == k->columns);
	else
		return false;
	return true;
}

static bool get(const void *self, struct value_reader *r,
		const struct value_key *key, struct value *ret)
{
	const struct cell *k = self;
	struct value loop = forloop_value(&k->loop);

	return get_cell(k, key->name, ret) ||
	       loop.object.ops->get(loop.object.self, r, key, ret);
}

static size_t len(const void *self, struct value_reader *r)
{
	(void)self;
	(void)r;
	return 0;
}

static struct value text(const void *self, struct value_reader *r)
{
	(void)self;
	(void)r;
	return VALUE_STR("Liquid::TablerowloopDrop");
}

static const struct value_ops cell_ops = {
	.shape = VALUE_MAP_SHAPE,
	.by_identity = true,
	.get = get,
	.len = len,
	.text = text,
};

static fallible set_attribute(struct parser *p, struct tablerow *t,
			      struct str name, struct str value)
{
	if (str_is(name, "cols"))
		return expression_parse_value(p, value, &t->columns);
	if (str_is(name, "limit"))
		return expression_parse_value(p, value, &t->limit);
	if (str_is(name, "offset"))
		return expression_parse_value(p, value, &t->from);
	return NULL;
}

/* Take the first "name in" from @rest, wherever it is. */
static bool take_name(struct str *rest, struct str *ret)
{
	while (rest->len) {
		size_t len = 0;

		while (len < rest->len && fragment_is_word(rest->data[len]))
			len++;
		*ret = str_n(rest->data, len);
		*rest = str_from(*rest, len);
		if (len && fragment_skip_word(rest, "in"))
			return true;
		if (!len)
			*rest = str_from(*rest, 1);
	}
	return false;
}

static fallible tablerow_parse(struct parser *p, const struct tag_markup *m,
			       struct tag_parsed *ret)
{
	static const char *const ends[] = { "endtablerow", NULL };
	struct tablerow *t = arena_alloc(parser_arena(p), sizeof(*t));
	struct str rest = m->text, markup = m->text, name, value;
	struct err *e;
	size_t length;

	ret->self = t;
	if (!take_name(&rest, &name))
		return parser_error(p, m->text.data,
				    "expected 'name in collection'");
	t->variable = value_key_of(name);
	length = fragment_run_length(rest);
	if (!length)
		return parser_error(p, rest.data, "expected a collection");
	e = expression_parse_value(p, str_n(rest.data, length), &t->collection);
	while (!e && fragment_take_attribute(&markup, &name, &value))
		e = set_attribute(p, t, name, value);
	return e ? e : parser_block(p, m, ends, &t->body, NULL);
}

/* An attribute by Ruby's to_i. NULL leaves *@ret as it is. */
static fallible eval_attribute(const struct expression *e, struct context *c,
			       int64_t *ret)
{
	struct value v;
	struct err *err;

	if (!e)
		return NULL;
	err = expression_eval(e, c, &v);
	if (!err)
		*ret = number_to_i(v);
	return err;
}

static fallible render_cell(const struct tablerow *t, struct context *c,
			    const struct segment *s, const struct cell *k,
			    struct buf *out)
{
	struct err *e = context_count_turn(c);

	if (e)
		return e;
	context_set_local(c, &t->variable, segment_at(c, s, k->loop.index));
	buf_printf(out, "<td class=\"col%zu\">", k->column);
	e = context_render_block(c, t->body, out);
	buf_puts(out, "</td>");
	return e;
}

static fallible render_rows(const struct tablerow *t, struct context *c,
			    const struct segment *s, struct cell *k,
			    struct buf *out)
{
	struct err *e;

	for (; k->loop.index < s->len; k->loop.index++) {
		e = render_cell(t, c, s, k, out);
		if (e)
			return e;
		if (context_take_jump(c) == CONTEXT_BREAK)
			return NULL;
		if (k->column != k->columns) {
			k->column++;
			continue;
		}
		k->column = 1;
		k->row++;
		if (k->loop.index + 1 < s->len)
			buf_printf(out, "</tr>\n<tr class=\"row%zu\">", k->row);
	}
	return NULL;
}

static fallible tablerow_render(const void *self, struct context *c,
				struct buf *out)
{
	const struct tablerow *t = self;
	struct value_key name = value_key_of(str_of("tablerowloop"));
	int64_t from = 0, limit = -1, columns;
	struct value collection;
	struct segment s;
	struct cell *k;
	struct err *e;

	e = expression_eval(t->collection, c, &collection);
	if (e || !value_is_truthy(collection))
		return e;
	e = eval_attribute(t->from, c, &from);
	if (!e)
		e = eval_attribute(t->limit, c, &limit);
	if (e)
		return e;
	s = segment_of(c, collection, from, limit);
	columns = (int64_t)s.len;
	e = eval_attribute(t->columns, c, &columns);
	if (e)
		return e;
	k = arena_alloc(context_arena(c), sizeof(*k));
	*k = (struct cell){ .loop = { .len = s.len },
			    .columns = (size_t)columns,
			    .row = 1,
			    .column = 1 };
	buf_puts(out, "<tr class=\"row1\">\n");
	context_open_scope(c);
	context_set_local(c, &name, value_of_object(&cell_ops, k));
	e = render_rows(t, c, &s, k, out);
	context_close_scope(c);
	buf_puts(out, "</tr>\n");
	return e;
}

const struct tag STANDARD_TAGS_TABLEROW[] = {
	{ "tablerow", tablerow_parse, tablerow_render },
	{ 0 },
};
