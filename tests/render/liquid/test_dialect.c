/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/liquid/dialect.h"

#include "render/liquid/context.h"
#include "render/liquid/expression.h"
#include "render/liquid/parser.h"
#include "render/liquid/value_text.h"
#include "tests/support/test.h"

/* {{ x | shout: n, with: "?" }} */
static fallible shout(const struct filter_call *call, struct value *ret)
{
	auto_buf struct buf b = { 0 };
	struct value mark = VALUE_STR("!");
	int64_t n = 1;
	struct err *e = NULL;

	if (filter_is_given(call, 0))
		e = filter_arg_integer(call, 0, &n);
	if (e)
		return e;
	(void)filter_arg_named(call, "with", &mark);
	buf_add_str(&b, filter_input_text(call));
	while (n-- > 0)
		buf_add_str(&b, value_text(call->reader, mark));
	*ret = filter_take(call, &b);
	return NULL;
}

/* {% include name, to: value %} prints "name -> value". */
struct arrow {
	struct str name;
	const struct expression *to;
};

static fallible arrow_parse(struct parser *p, const struct tag_markup *m,
			    struct tag_parsed *ret)
{
	struct arrow *a = arena_alloc(parser_arena(p), sizeof(*a));
	struct lexer l;
	struct err *e;

	ret->self = a;
	lexer_init(&l, m->text);
	if (!lexer_accept(&l, TOKEN_NAME, &a->name) ||
	    !lexer_accept(&l, TOKEN_COMMA, NULL) ||
	    !lexer_accept_word(&l, "to") ||
	    !lexer_accept(&l, TOKEN_COLON, NULL))
		return parser_error(p, l.token.at, "expected 'name, to:'");
	e = expression_parse(p, &l, &a->to);
	return e ? e : parser_expect_end(p, &l);
}

static fallible arrow_render(const void *self, struct context *c,
			     struct buf *out)
{
	const struct arrow *a = self;
	struct value v;
	struct err *e = expression_eval(a->to, c, &v);

	if (e)
		return e;
	buf_add_str(out, a->name);
	buf_puts(out, " -> ");
	value_write(context_reader(c), v, out);
	return NULL;
}

/* {% twice %}...{% endtwice %} prints its block two times. */
static fallible twice_parse(struct parser *p, const struct tag_markup *m,
			    struct tag_parsed *ret)
{
	static const char *const ends[] = { "endtwice", NULL };
	struct block *body;
	struct err *e = parser_block(p, m, ends, &body, NULL);

	if (!e)
		ret->self = body;
	return e;
}

static fallible twice_render(const void *self, struct context *c,
			     struct buf *out)
{
	struct err *e = context_render_block(c, self, out);

	return e ? e : context_render_block(c, self, out);
}

static const struct filter filters[] = {
	{ "shout", 0, 2, shout },
	{ "upcase", 0, 0, shout },
};

static const struct tag tags[] = {
	{ "include", arrow_parse, arrow_render },
	{ "twice", twice_parse, twice_render },
};

static fallible render(const char *text, struct buf *out)
{
	const struct dialect_config cfg = {
		.filters = filters,
		.filters_len = 2,
		.tags = tags,
		.tags_len = 2,
		.mode = DIALECT_STRICT,
	};
	auto_dialect struct dialect *d = dialect_new(&cfg);
	auto_arena struct arena a = { 0 };
	struct template_source source = { .name = "t", .text = str_of(text) };
	const struct template_run run = { 0 };
	const struct template *t;
	struct err *e = template_parse(d, &source, &a, &t);

	return e ? e : template_render(t, &run, out);
}

static void a_host_adds_filters_and_replaces_standard_ones(void **state)
{
	auto_buf struct buf out = { 0 };

	(void)state;
	assert_ok(render("{{ 'a' | shout }}{{ 'b' | shout: 2, with: '?' }}"
			 "{{ 'c' | upcase | downcase }}",
			 &out));

	assert_string_equal(out.data, "a!b\?\?c!");
}

static void a_host_adds_tags_and_replaces_standard_ones(void **state)
{
	auto_buf struct buf out = { 0 };

	(void)state;
	assert_ok(render("{% twice %}{% include x, to: 1 %};{% endtwice %}",
			 &out));

	assert_string_equal(out.data, "x -> 1;x -> 1;");
}

static void a_tag_of_the_host_says_what_is_wrong_and_where(void **state)
{
	auto_buf struct buf out = { 0 };
	struct err *e;

	(void)state;
	e = render("\n{% include x %}", &out);

	assert_int_equal(err_where(e).line, 2);
	assert_int_equal(err_where(e).column, 13);
	assert_fails_saying(&LIQUID_SYNTAX, "expected 'name, to:'", e);
}

static void a_filter_called_with_too_much_is_an_error(void **state)
{
	auto_buf struct buf out = { 0 };

	(void)state;
	assert_fails_saying(
		&LIQUID_ARGUMENT,
		"wrong number of arguments (given 4, expected 1..3)",
		render("{{ 1 | shout: 1, 2, 3 }}", &out));
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			a_host_adds_filters_and_replaces_standard_ones),
		cmocka_unit_test(a_host_adds_tags_and_replaces_standard_ones),
		cmocka_unit_test(
			a_tag_of_the_host_says_what_is_wrong_and_where),
		cmocka_unit_test(a_filter_called_with_too_much_is_an_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
