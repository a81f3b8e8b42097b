/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <inttypes.h>

#include "render/liquid/block.h"
#include "render/liquid/context.h"
#include "render/liquid/expression.h"
#include "render/liquid/fragment.h"
#include "render/liquid/parser.h"
#include "render/liquid/standard.h"
#include "render/liquid/value_text.h"

static bool is_name_char(char c)
{
	return fragment_is_word(c) || (c && strchr("-.[]", c));
}

/* Length of the name @s begins with: it may look like a.b[c] or (d). */
static size_t name_length(struct str s)
{
	size_t len = 0;

	for (;;) {
		size_t i = len;

		if (i < s.len && s.data[i] == '(')
			i++;
		if (i == s.len || !is_name_char(s.data[i]))
			return len;
		len = i + 1;
		if (len < s.len && s.data[len] == ')')
			len++;
	}
}

/* The first name in @s, which loses all up to its end. */
static bool take_name(struct str *s, struct str *ret)
{
	for (; s->len; *s = str_from(*s, 1)) {
		size_t len = name_length(*s);

		if (len) {
			*ret = str_n(s->data, len);
			*s = str_from(*s, len);
			return true;
		}
	}
	return false;
}

struct assign {
	struct value_key name;
	const struct expression *value;
};

static fallible assign_parse(struct parser *p, const struct tag_markup *m,
			     struct tag_parsed *ret)
{
	struct assign *a = arena_alloc(parser_arena(p), sizeof(*a));
	struct str rest = m->text, name;

	for (;;) {
		if (!take_name(&rest, &name))
			return parser_error(p, m->text.data,
					    "expected 'name = value'");
		rest = fragment_skip_space(rest);
		if (rest.len && rest.data[0] == '=')
			break;
	}
	a->name = value_key_of(name);
	ret->self = a;
	ret->blank = true;
	return expression_parse_filtered(p, str_from(rest, 1), &a->value);
}

static fallible assign_render(const void *self, struct context *c,
			      struct buf *out)
{
	const struct assign *a = self;
	struct value v;
	struct err *e = expression_eval(a->value, c, &v);

	(void)out;
	if (!e)
		context_assign(c, &a->name, v);
	return e;
}

struct capture {
	struct value_key name;
	struct block *body;
};

static fallible capture_parse(struct parser *p, const struct tag_markup *m,
			      struct tag_parsed *ret)
{
	static const char *const ends[] = { "endcapture", NULL };
	struct capture *k = arena_alloc(parser_arena(p), sizeof(*k));
	struct str rest = m->text, name;

	if (!take_name(&rest, &name))
		return parser_error(p, m->text.data, "expected a name");
	k->name = value_key_of(name);
	ret->self = k;
	ret->blank = true;
	return parser_block(p, m, ends, &k->body, NULL);
}

static fallible capture_render(const void *self, struct context *c,
			       struct buf *out)
{
	const struct capture *k = self;
	auto_buf struct buf text = { 0 };
	struct err *e = context_render_block(c, k->body, &text);

	(void)out;
	if (!e)
		context_assign(c, &k->name,
			       value_take(context_reader(c), &text));
	return e;
}

static fallible counter_parse(struct parser *p, const struct tag_markup *m,
			      struct tag_parsed *ret)
{
	struct value_key *name = arena_alloc(parser_arena(p), sizeof(*name));

	*name = value_key_of(m->text);
	ret->self = name;
	return NULL;
}

static fallible increment_render(const void *self, struct context *c,
				 struct buf *out)
{
	buf_printf(out, "%" PRId64, context_count(c, self, 1));
	return NULL;
}

static fallible decrement_render(const void *self, struct context *c,
				 struct buf *out)
{
	buf_printf(out, "%" PRId64, context_count(c, self, -1) - 1);
	return NULL;
}

static fallible echo_parse(struct parser *p, const struct tag_markup *m,
			   struct tag_parsed *ret)
{
	const struct expression *e;
	struct err *err = expression_parse_filtered(p, m->text, &e);

	if (!err)
		ret->self = e;
	return err;
}

static fallible echo_render(const void *self, struct context *c,
			    struct buf *out)
{
	struct value v;
	struct err *e = expression_eval(self, c, &v);

	if (!e)
		value_write(context_reader(c), v, out);
	return e;
}

const struct tag STANDARD_TAGS_ASSIGN[] = {
	{ "assign", assign_parse, assign_render },
	{ "capture", capture_parse, capture_render },
	{ "increment", counter_parse, increment_render },
	{ "decrement", counter_parse, decrement_render },
	{ "echo", echo_parse, echo_render },
	{ 0 },
};
