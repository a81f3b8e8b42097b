/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/test.h"

#include "render/hugo/shortcode.h"

static void arguments_are_told_by_name_or_place(void **state)
{
	const char *const text = "a {{< fig \"x \\\"y\\\"\" b=two c=\"th ree\" "
				 "`ra\"w` five >}} z";
	auto_arena struct arena arena = { 0 };
	struct shortcode s;
	struct shortcode_place at;

	(void)state;
	assert_int_equal(shortcode_next(str_of(text), 0, &arena, &s, &at),
			 SHORTCODE_HERE);

	assert_true(str_is(s.name, "fig"));
	assert_false(s.markdown || s.closing || s.closed);
	assert_int_equal(at.start, 2);
	assert_string_equal(text + at.end, " z");
	assert_int_equal(s.args_len, 5);
	assert_true(str_is(shortcode_get(&s, NULL, 0), "x \"y\""));
	assert_true(str_is(shortcode_get(&s, "b", 9), "two"));
	assert_true(str_is(shortcode_get(&s, "c", 0), "th ree"));
	assert_true(str_is(shortcode_get(&s, "none", 3), "ra\"w"));
	assert_true(str_is(shortcode_get(&s, NULL, 4), "five"));
	assert_null(shortcode_get(&s, NULL, 1).data);
}

static void kinds_are_told_apart(void **state)
{
	static const struct {
		const char *text;
		enum shortcode_found found;
		const char *name;
		bool markdown, closing, closed;
	} cases[] = {
		{ "{{% a/b %}}", SHORTCODE_HERE, "a/b", true },
		{ "{{< /x >}}", SHORTCODE_HERE, "x", false, true },
		{ "{{</ x >}}", SHORTCODE_HERE, "x", false, true },
		{ "{{< x />}}", SHORTCODE_HERE, "x", false, false, true },
		{ "{{</* x */>}}", SHORTCODE_COMMENT, "" },
		{ "{{%/* x */%}}", SHORTCODE_COMMENT, "" },
		{ "{{< x \">}}\" >}}", SHORTCODE_HERE, "x" },
		{ "{{< x", SHORTCODE_BROKEN, "" },
		{ "{{< x %}}", SHORTCODE_BROKEN, "" },
		{ "{{</* x >}}", SHORTCODE_BROKEN, "" },
		{ "{{ x }} {{", SHORTCODE_NONE, "" },
		{ "", SHORTCODE_NONE, "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		auto_arena struct arena arena = { 0 };
		struct shortcode s;
		struct shortcode_place at;

		assert_int_equal(shortcode_next(str_of(cases[i].text), 0,
						&arena, &s, &at),
				 cases[i].found);
		assert_true(str_is(s.name, cases[i].name));
		assert_int_equal(s.markdown, cases[i].markdown);
		assert_int_equal(s.closing, cases[i].closing);
		assert_int_equal(s.closed, cases[i].closed);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(arguments_are_told_by_name_or_place),
		cmocka_unit_test(kinds_are_told_apart),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
