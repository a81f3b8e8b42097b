/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/liquid/template.h"

#include <pthread.h>

#include "lib/mem.h"
#include "tests/support/liquid_test.h"
#include "tests/support/test.h"

static const char data[] = "{\"s\": \"text\", \"n\": 3, \"list\": [1, 2, 3, 4],"
			   " \"map\": {\"k\": \"v\"}, \"items\": [{\"t\": "
			   "\"a\"}, {\"t\": \"b\"}]}";

static void values_are_printed_as_ruby_prints_them(void **state)
{
	static const struct rendering cases[] = {
		{ "{{ s }}{{ n }}{{ nosuch }}{{ true }}", "text3true" },
		{ "{{ list }} {{ map }}", "1234 {\"k\"=>\"v\"}" },
		{ "{{ (1..n) }}", "1..3" },
		{ "{{ list[0] }}{{ list[-1] }}{{ list[9] }}", "14" },
		{ "{{ list.size }}{{ list.first }}{{ list.last }}", "414" },
		{ "{{ map.k }}{{ map['k'] }}{{ ['s'] }}", "vvtext" },
		{ "{{ items[1].t }}{{ items | map: 't' }}", "bab" },
	};

	(void)state;
	ASSERT_RENDERINGS(cases, data);
}

static void white_space_is_cut_where_dashes_say(void **state)
{
	static const struct rendering cases[] = {
		{ "a {{- 1 -}} b", "a1b" },
		{ "a\n{%- if true -%} \n x \n{%- endif -%}\n b", "axb" },
		{ "a {% if true %}  {% assign x = 1 %} {% endif %}b", "a b" },
		{ "{% for i in list %}  {% endfor %}", "" },
		{ "{% for i in list %} {{ '' }}{% endfor %}", "    " },
	};

	(void)state;
	ASSERT_RENDERINGS(cases, data);
}

static void conditions_group_from_the_right(void **state)
{
	static const struct rendering cases[] = {
		{ "{% if true or false and false %}a{% endif %}", "a" },
		{ "{% if false and false or true %}a{% endif %}", "" },
		{ "{% if n > 2 and n <= 3 and n != 4 %}a{% endif %}", "a" },
		{ "{% if list contains 2 %}a{% endif %}", "a" },
		{ "{% if s contains 'ex' and map contains 'k' %}a{% endif %}",
		  "a" },
		{ "{% if nosuch == nil and nosuch == blank %}a{% endif %}",
		  "a" },
		{ "{% if s > 1 %}{% endif %}",
		  "!comparison of String with 1 failed" },
		{ "{% if s ~ 1 %}a{% endif %}", "a" },
		{ "{% if s is 1 %}{% endif %}", "!Unknown operator is" },
	};

	(void)state;
	ASSERT_RENDERINGS(cases, data);
}

static void loops_go_over_parts_of_collections(void **state)
{
	static const struct rendering cases[] = {
		{ "{% for i in list limit:2 offset:1 %}{{ i }}{% endfor %}",
		  "23" },
		{ "{% for i in list reversed limit:2 %}{{ i }}{% endfor %}",
		  "21" },
		{ "{% for i in list limit:1 %}{{ i }}{% endfor %}"
		  "{% for i in list offset:continue %}{{ i }}{% endfor %}",
		  "1234" },
		{ "{% for p in map %}{{ p[0] }}={{ p[1] }}{% endfor %}",
		  "k=v" },
		{ "{% for i in nosuch %}{% else %}none{% endfor %}", "none" },
		{ "{% for i in list %}{% if i == 3 %}{% break %}{% endif %}"
		  "{{ i }}{% endfor %}",
		  "12" },
		{ "{% for i in list %}{{ forloop.index0 }}{{ forloop.rindex }}"
		  "{{ forloop.last }} {% endfor %}",
		  "04false 13false 22false 31true " },
		{ "{% for i in list limit: 'x' %}{% endfor %}",
		  "!invalid integer" },
	};

	(void)state;
	ASSERT_RENDERINGS(cases, data);
}

static struct err *render_with(const struct dialect_config *cfg,
			       const char *text, struct buf *out)
{
	const struct liquid_case k = { .template = str_of(text),
				       .config = *cfg };

	return liquid_case_run(&k, 1, out);
}

static void limits_end_what_would_not_end(void **state)
{
	const struct dialect_config cfg = {
		.limits = { .output_bytes = 1000,
			    .memory_bytes = 10000,
			    .iterations = 50,
			    .depth = 20 },
	};
	static const struct {
		const char *text, *error;
	} cases[] = {
		{ "{% for i in (1..1000000000) %}{% endfor %}", "too often" },
		{ "{% for i in (1..30) %}{{ '1234567890123456789012345678901"
		  "23456789012345678901234567890' }}{% endfor %}",
		  "prints too much" },
		{ "{% assign s = 'x' %}{% for i in (1..40) %}"
		  "{% assign s = s | append: s %}{% endfor %}",
		  "too much memory" },
		{ "{% assign a = (1..1000000000) | reverse %}",
		  "too much memory" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		auto_buf struct buf out = { 0 };

		assert_fails_saying(&LIQUID_LIMIT, cases[i].error,
				    render_with(&cfg, cases[i].text, &out));
	}
}

static void errors_are_printed_where_they_happen_if_so_wanted(void **state)
{
	const struct dialect_config cfg = { .inline_errors = true };
	auto_buf struct buf out = { 0 };

	(void)state;
	assert_ok(render_with(&cfg, "a {{ 1 | divided_by: 0 }} b", &out));

	assert_string_equal(out.data, "a Liquid error: divided by 0 b");
}

static void what_is_undefined_is_an_error_if_so_wanted(void **state)
{
	const struct dialect_config vars = { .strict_variables = true };
	const struct dialect_config filters = { .strict_filters = true };
	auto_buf struct buf out = { 0 };

	(void)state;
	assert_fails_saying(&LIQUID_UNDEFINED, "undefined variable a",
			    render_with(&vars, "{{ a }}", &out));
	assert_fails_saying(&LIQUID_UNDEFINED, "undefined filter f",
			    render_with(&filters, "{{ 1 | f }}", &out));
	assert_ok(render_with(&filters, "{{ a }}", &out));
}

static void errors_while_rendering_say_where(void **state)
{
	const struct dialect_config cfg = { 0 };
	auto_buf struct buf out = { 0 };
	struct err *e;

	(void)state;
	e = render_with(&cfg, "a\n{% if true %}\n  {{ 1 | modulo: 0 }}", &out);
	err_drop(e);
	e = render_with(&cfg,
			"a\n{% if true %}\n  {{ 1 | modulo: 0 }}{% endif %}",
			&out);

	assert_int_equal(err_where(e).line, 3);
	assert_int_equal(err_where(e).column, 6);
	assert_string_equal(err_where(e).file, "template");
	err_drop(e);
}

#define THREADS 4

static void *render_often(void *arg)
{
	const struct template_run run = { 0 };
	bool *same = mem_alloc(sizeof(*same));

	*same = true;
	for (int i = 0; i < 200; i++) {
		auto_buf struct buf out = { 0 };
		struct err *e = template_render(arg, &run, &out);

		*same = *same && !e && str_is(buf_str(&out), "0a1b2a");
		err_drop(e);
	}
	return same;
}

static void threads_share_a_template(void **state)
{
	const struct dialect_config cfg = { 0 };
	auto_dialect struct dialect *d = dialect_new(&cfg);
	auto_arena struct arena a = { 0 };
	struct template_source source = {
		.text = STR("{% for i in (0..2) %}{% assign x = i %}{{ x }}"
			    "{% cycle 'a', 'b' %}{% endfor %}"),
	};
	const struct template *t;
	pthread_t threads[THREADS];

	(void)state;
	assert_ok(template_parse(d, &source, &a, &t));
	for (int i = 0; i < THREADS; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, render_often,
						(void *)t),
				 0);

	for (int i = 0; i < THREADS; i++) {
		void *same;

		assert_int_equal(pthread_join(threads[i], &same), 0);
		assert_true(*(bool *)same);
		free(same);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(values_are_printed_as_ruby_prints_them),
		cmocka_unit_test(white_space_is_cut_where_dashes_say),
		cmocka_unit_test(conditions_group_from_the_right),
		cmocka_unit_test(loops_go_over_parts_of_collections),
		cmocka_unit_test(limits_end_what_would_not_end),
		cmocka_unit_test(
			errors_are_printed_where_they_happen_if_so_wanted),
		cmocka_unit_test(what_is_undefined_is_an_error_if_so_wanted),
		cmocka_unit_test(errors_while_rendering_say_where),
		cmocka_unit_test(threads_share_a_template),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
