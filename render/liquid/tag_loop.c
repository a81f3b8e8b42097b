/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/liquid/fragment.h"
#include "render/liquid/loop.h"
#include "render/liquid/parser.h"
#include "render/liquid/standard.h"

struct for_tag {
	struct value_key variable;
	struct str name; /* "variable-collection", as written */
	const struct expression *collection;
	const struct expression *from;  /* NULL: from the first */
	const struct expression *limit; /* NULL: to the last */
	bool goes_on;                   /* offset: continue */
	bool reversed;
	struct block *body;
	struct block *otherwise; /* NULL: no {% else %} */
};

/* For what a loop left off at, and for the loop around a loop. */
static const char offset_owner, loop_owner;

static void set_name(struct parser *p, struct for_tag *f, struct str variable,
		     struct str collection)
{
	auto_buf struct buf b = { 0 };

	f->variable = value_key_of(variable);
	buf_add_str(&b, variable);
	buf_putc(&b, '-');
	buf_add_str(&b, collection);
	f->name = str_n(arena_strdup(parser_arena(p), buf_str(&b)), b.len);
}

static fallible set_attribute(struct parser *p, struct for_tag *f,
			      struct str name, struct str value)
{
	if (str_is(name, "limit"))
		return expression_parse_value(p, value, &f->limit);
	if (!str_is(name, "offset"))
		return NULL;
	f->goes_on = str_is(value, "continue");
	return f->goes_on ? NULL : expression_parse_value(p, value, &f->from);
}

/* The text of the value at the current token, which is stepped over. */
static fallible take_value(struct parser *p, struct lexer *l,
			   const struct expression **ret, struct str *ret_text)
{
	const char *from = l->token.at;
	struct err *e = expression_parse(p, l, ret);

	*ret_text = str_trim(str_n(from, (size_t)(l->token.at - from)));
	return e;
}

static fallible parse_strict(struct parser *p, struct str markup,
			     struct for_tag *f)
{
	const struct expression *ignored;
	struct str variable, collection, name, value;
	struct lexer l;
	struct err *e;

	lexer_init(&l, markup);
	if (!lexer_accept(&l, TOKEN_NAME, &variable))
		return parser_error(p, l.token.at,
				    "expected a name after 'for'");
	if (!lexer_accept_word(&l, "in"))
		return parser_error(p, l.token.at, "expected 'in'");
	e = take_value(p, &l, &f->collection, &collection);
	if (e)
		return e;
	set_name(p, f, variable, collection);
	f->reversed = lexer_accept_word(&l, "reversed");
	while (lexer_accept(&l, TOKEN_NAME, &name)) {
		if (!str_is(name, "limit") && !str_is(name, "offset"))
			return parser_error(p, name.data,
					    "'for' takes 'limit', 'offset' "
					    "and 'reversed'");
		if (!lexer_accept(&l, TOKEN_COLON, NULL))
			return parser_error(p, l.token.at, "expected ':'");
		e = take_value(p, &l, &ignored, &value);
		if (!e)
			e = set_attribute(p, f, name, value);
		if (e)
			return e;
	}
	return parser_expect_end(p, &l);
}

/* By the pattern "name in fragments reversed", wherever attributes are. */
static fallible parse_lax(struct parser *p, struct str markup,
			  struct for_tag *f)
{
	struct str rest = markup, variable, collection, name, value;
	size_t len = 0;
	struct err *e;

	*f = (struct for_tag){ 0 };
	while (len < rest.len &&
	       (fragment_is_word(rest.data[len]) || rest.data[len] == '-'))
		len++;
	variable = str_n(rest.data, len);
	rest = str_from(rest, len);
	if (!len || !fragment_skip_word(&rest, "in"))
		return parser_error(p, markup.data,
				    "expected 'name in collection'");
	len = fragment_run_length(rest);
	if (!len)
		return parser_error(p, rest.data, "expected a collection");
	collection = str_n(rest.data, len);
	rest = fragment_skip_space(str_from(rest, len));
	f->reversed = str_starts(rest, "reversed");
	set_name(p, f, variable, collection);
	e = expression_parse_value(p, collection, &f->collection);
	while (!e && fragment_take_attribute(&markup, &name, &value))
		e = set_attribute(p, f, name, value);
	return e;
}

static fallible for_parse(struct parser *p, const struct tag_markup *m,
			  struct tag_parsed *ret)
{
	static const char *const ends[] = { "else", "endfor", NULL };
	struct for_tag *f = arena_alloc(parser_arena(p), sizeof(*f));
	struct tag_markup next;
	struct err *e;

	e = parse_strict(p, m->text, f);
	if (e && parser_may_retry(p, e))
		e = parse_lax(p, m->text, f);
	if (!e)
		e = parser_block(p, m, ends, &f->body, &next);
	if (!e && str_is(next.name, "else"))
		e = parser_block(p, m, ends + 1, &f->otherwise, &next);
	if (e)
		return e;
	ret->self = f;
	ret->blank = block_is_blank(f->body) &&
		     (!f->otherwise || block_is_blank(f->otherwise));
	if (ret->blank) {
		block_drop_text(f->body);
		if (f->otherwise)
			block_drop_text(f->otherwise);
	}
	return NULL;
}

static fallible select_segment(const struct for_tag *f, struct context *c,
			       struct segment *ret)
{
	void **slot = context_slot(c, &offset_owner, f->name);
	int64_t from = 0, limit = -1;
	struct value collection;
	int64_t *left_off = *slot;
	struct err *e;

	if (f->goes_on)
		from = left_off ? *left_off : 0;
	e = loop_integer(f->from, c, &from);
	if (!e)
		e = expression_eval(f->collection, c, &collection);
	if (!e)
		e = loop_integer(f->limit, c, &limit);
	if (e)
		return e;
	*ret = segment_of(c, collection, from, limit);
	if (!left_off) {
		left_off = arena_alloc(context_arena(c), sizeof(*left_off));
		*slot = left_off;
	}
	*left_off = from + (int64_t)ret->len;
	return NULL;
}

static fallible turn(const struct for_tag *f, struct context *c,
		     const struct segment *s, struct forloop *loop,
		     struct buf *out)
{
	size_t i = f->reversed ? s->len - 1 - loop->index : loop->index;
	struct err *e = context_count_turn(c);

	if (e)
		return e;
	context_set_local(c, &f->variable, segment_at(c, s, i));
	return context_render_block(c, f->body, out);
}

static fallible run(const struct for_tag *f, struct context *c,
		    const struct segment *s, struct forloop *loop,
		    struct buf *out)
{
	struct err *e = NULL;

	for (; !e && loop->index < s->len; loop->index++) {
		e = turn(f, c, s, loop, out);
		if (context_take_jump(c) == CONTEXT_BREAK)
			break;
	}
	return e;
}

static fallible for_render(const void *self, struct context *c, struct buf *out)
{
	const struct for_tag *f = self;
	struct value_key name = value_key_of(str_of("forloop"));
	void **around = context_slot(c, &loop_owner, str_of(""));
	struct forloop *loop;
	struct segment s;
	struct err *e = select_segment(f, c, &s);

	if (e)
		return e;
	if (!s.len)
		return f->otherwise ? context_render_block(c, f->otherwise, out)
				    : NULL;
	if (!value_charge(context_reader(c), sizeof(*loop)))
		return NULL;
	loop = arena_alloc(context_arena(c), sizeof(*loop));
	*loop = (struct forloop){ f->name, s.len, 0, *around };
	*around = loop;
	context_open_scope(c);
	context_set_local(c, &name, forloop_value(loop));
	e = run(f, c, &s, loop, out);
	context_close_scope(c);
	memcpy(around, &loop->parent, sizeof(*around));
	return e;
}

static fallible jump_parse(struct parser *p, const struct tag_markup *m,
			   struct tag_parsed *ret)
{
	(void)p;
	(void)m;
	(void)ret;
	return NULL;
}

static fallible break_render(const void *self, struct context *c,
			     struct buf *out)
{
	(void)self;
	(void)out;
	context_jump(c, CONTEXT_BREAK);
	return NULL;
}

static fallible continue_render(const void *self, struct context *c,
				struct buf *out)
{
	(void)self;
	(void)out;
	context_jump(c, CONTEXT_CONTINUE);
	return NULL;
}

const struct tag STANDARD_TAGS_LOOP[] = {
	{ "for", for_parse, for_render },
	{ "break", jump_parse, break_render },
	{ "continue", jump_parse, continue_render },
	{ 0 },
};
