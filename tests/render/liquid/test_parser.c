/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/liquid/parser.h"
#include "tests/support/test.h"

static struct err_place place_of_error(const char *text, enum dialect_mode mode)
{
	const struct dialect_config cfg = { .mode = mode };
	auto_dialect struct dialect *d = dialect_new(&cfg);
	auto_arena struct arena a = { 0 };
	struct template_source source = { .name = "x.html",
					  .text = str_of(text),
					  .first_line = 5 };
	const struct template *t;
	struct err *e = template_parse(d, &source, &a, &t);
	struct err_place place = err_where(e);

	assert_true(err_is(e, &LIQUID_SYNTAX));
	assert_string_equal(place.file, "x.html");
	place.file = NULL;
	err_drop(e);
	return place;
}

static void errors_name_line_and_column(void **state)
{
	static const struct {
		const char *text;
		unsigned line, column;
	} cases[] = {
		{ "{% nosuch %}", 5, 4 },
		{ "ab\nc {{ d | }}", 6, 9 },
		{ "\n\n{% if a %}\n", 7, 4 },
		{ "{% if a %}{% endfor %}", 5, 14 },
		{ "{{ a b }}", 5, 6 },
		{ "{% for x on y %}{% endfor %}", 5, 10 },
		{ "text {{ a }", 5, 6 },
		{ "\ntext {% a", 6, 6 },
		{ "{% case %}{% endcase %}", 5, 4 },
		{ "{% liquid\n echo a\n nosuch %}", 7, 2 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct err_place place =
			place_of_error(cases[i].text, DIALECT_STRICT);

		assert_int_equal(place.line, cases[i].line);
		assert_int_equal(place.column, cases[i].column);
	}
}

static fallible parse(const char *text, const struct dialect_config *cfg)
{
	auto_dialect struct dialect *d = dialect_new(cfg);
	auto_arena struct arena a = { 0 };
	struct template_source source = { .text = str_of(text) };
	const struct template *t;

	return template_parse(d, &source, &a, &t);
}

static void lax_mode_makes_do_with_what_strict_mode_refuses(void **state)
{
	static const char *const odd[] = {
		"{{ a b }}",
		"{{ a | f ! }}",
		"{{ a[ }}",
		"{% if a = b %}{% endif %}",
		"{% for x in y, limit: 1 %}{% endfor %}",
		"{{ products.0.title }}",
		"{% case a %}{% when 1 and 2 %}{% endcase %}",
	};
	const struct dialect_config lax = { .mode = DIALECT_LAX };
	const struct dialect_config strict = { .mode = DIALECT_STRICT };

	(void)state;
	for (size_t i = 0; i < sizeof(odd) / sizeof(*odd); i++) {
		assert_ok(parse(odd[i], &lax));
		assert_fails(&LIQUID_SYNTAX, parse(odd[i], &strict));
	}
}

static void what_is_too_large_or_too_deep_is_refused(void **state)
{
	const struct dialect_config small = {
		.limits = { .source_bytes = 100,
			    .markup_bytes = 20,
			    .depth = 3 },
	};
	auto_buf struct buf b = { 0 };

	(void)state;
	for (int i = 0; i < 101; i++)
		buf_putc(&b, 'x');

	assert_fails_saying(&LIQUID_LIMIT, "too large", parse(b.data, &small));
	assert_fails_saying(&LIQUID_LIMIT, "too long",
			    parse("{{ aaaaaaaaaaaaaaaaaaaaaaaa }}", &small));
	assert_fails_saying(
		&LIQUID_LIMIT, "too deep",
		parse("{% if a %}{% if a %}{% if a %}{% if a %}", &small));
	assert_fails_saying(&LIQUID_LIMIT, "too deep",
			    parse("{{ a[a[a[a]]] }}", &small));
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(errors_name_line_and_column),
		cmocka_unit_test(
			lax_mode_makes_do_with_what_strict_mode_refuses),
		cmocka_unit_test(what_is_too_large_or_too_deep_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
