/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lib/cleanup.h"
#include "lib/mem.h"
#include "render/liquid/context.h"
#include "render/liquid/expression.h"
#include "render/liquid/fragment.h"
#include "render/liquid/parser.h"
#include "render/liquid/standard.h"
#include "render/liquid/value_text.h"

struct cycle {
	const struct expression *name; /* NULL: go by the values */
	struct str identity;           /* the values as written, if literal */
	const struct expression **values;
	size_t len;
};

/* Two cycles of the same literals are one; others stand for themselves. */
static void set_identity(struct parser *p, struct cycle *k)
{
	auto_arena struct arena scratch = { 0 };
	struct value_reader r = { .arena = &scratch, .room = SIZE_MAX };
	auto_buf struct buf b = { 0 };
	struct value v;

	for (size_t i = 0; i < k->len; i++) {
		if (!expression_literal(k->values[i], &v)) {
			buf_truncate(&b, 0);
			buf_add(&b, &k, sizeof(k));
			break;
		}
		value_inspect(&r, v, &b);
		buf_putc(&b, ',');
	}
	k->identity = str_n(arena_strdup(parser_arena(p), buf_str(&b)), b.len);
}

static bool is_nil(const struct expression *e)
{
	struct value v;

	return expression_literal(e, &v) && v.kind == VALUE_NIL;
}

/* The word nil is not one of the values. */
static fallible parse_values(struct parser *p, struct str markup,
			     struct cycle *k)
{
	auto_free const struct expression **values = NULL;
	size_t cap = 0;
	struct str part, value;
	struct err *e;

	while (str_split(&markup, ',', &part)) {
		if (!fragment_take(&part, &value))
			continue;
		values = mem_grow(values, k->len, &cap, sizeof(*values));
		e = expression_parse_value(p, value, &values[k->len]);
		if (e)
			return e;
		k->len += !is_nil(values[k->len]);
	}
	k->values = arena_alloc_array(parser_arena(p), k->len, sizeof(*values));
	if (values)
		memcpy(k->values, values, k->len * sizeof(*values));
	return NULL;
}

/* Does a colon follow the first @len bytes of @rest? Then take both. */
static bool take_if_named(struct str *rest, size_t len, struct str *ret)
{
	struct str after = fragment_skip_space(str_from(*rest, len));

	if (!len || !after.len || after.data[0] != ':')
		return false;
	*ret = str_n(rest->data, len);
	*rest = str_from(after, 1);
	return true;
}

/* "name:" before the values. A fragment may hold the colon itself. */
static bool take_name(struct str *rest, struct str *ret)
{
	size_t run = fragment_run_length(*rest);
	const char *colon = run ? memrchr(rest->data, ':', run) : NULL;

	return take_if_named(rest, fragment_length(*rest), ret) ||
	       take_if_named(rest, run, ret) ||
	       (colon &&
		take_if_named(rest, (size_t)(colon - rest->data), ret));
}

static fallible cycle_parse(struct parser *p, const struct tag_markup *m,
			    struct tag_parsed *ret)
{
	struct cycle *k = arena_alloc(parser_arena(p), sizeof(*k));
	struct str rest = m->text, name;
	struct err *e = NULL;

	ret->self = k;
	if (take_name(&rest, &name))
		e = expression_parse_value(p, name, &k->name);
	if (!e)
		e = parse_values(p, rest, k);
	if (!e && !k->len)
		return parser_error(p, m->name.data,
				    "expected values after 'cycle'");
	if (!e)
		set_identity(p, k);
	return e;
}

static fallible find_count(const struct cycle *k, struct context *c,
			   size_t **ret)
{
	static const char named, unnamed;
	auto_buf struct buf id = { 0 };
	struct value v;
	void **slot;
	struct err *e;

	if (k->name) {
		e = expression_eval(k->name, c, &v);
		if (e)
			return e;
		value_inspect(context_reader(c), v, &id);
		slot = context_slot(c, &named, buf_str(&id));
	} else {
		slot = context_slot(c, &unnamed, k->identity);
	}
	if (!*slot)
		*slot = arena_alloc(context_arena(c), sizeof(size_t));
	*ret = *slot;
	return NULL;
}

static fallible cycle_render(const void *self, struct context *c,
			     struct buf *out)
{
	const struct cycle *k = self;
	struct value v = { 0 };
	size_t *count;
	struct err *e = find_count(k, c, &count);

	if (!e && *count < k->len)
		e = expression_eval(k->values[*count], c, &v);
	if (e)
		return e;
	value_write(context_reader(c), v, out);
	*count = *count + 1 < k->len ? *count + 1 : 0;
	return NULL;
}

const struct tag STANDARD_TAGS_CYCLE[] = {
	{ "cycle", cycle_parse, cycle_render },
	{ 0 },
};
