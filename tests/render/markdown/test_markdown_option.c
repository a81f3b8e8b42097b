/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/test.h"

#include "lib/buf.h"
#include "render/markdown/markdown_option.h"

static enum markdown_option_answer set(struct markdown_options *o,
				       const char *name, const char *value)
{
	return markdown_option_set(o, str_of(name), str_of(value), false);
}

static void only_false_and_nothing_are_no(void **state)
{
	struct markdown_options o = { 0 };

	(void)state;
	assert_int_equal(set(&o, "hard_wrap", "no"), MARKDOWN_OPTION_SET);
	assert_true(o.hard_wrap);
	(void)set(&o, "hard_wrap", " False ");
	assert_false(o.hard_wrap);
	(void)set(&o, "auto_ids", "");
	assert_true(o.no_heading_ids);
}

static void values_are_checked(void **state)
{
	static const char *const wrong[][2] = {
		{ "toc_levels", "" },
		{ "toc_levels", "0..3" },
		{ "toc_levels", "1,7" },
		{ "toc_levels", "2...4" },
		{ "footnote_nr", "one" },
		{ "header_offset", "" },
		{ "smart_quotes", "a" },
		{ "smart_quotes", "apos,apos" },
		{ "input", "Markdown" },
		{ "input", "gfm" },
		{ "smart_quotes", "apos,apos,apos,apos,apos" },
	};
	struct markdown_options o = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		assert_int_equal(set(&o, wrong[i][0], wrong[i][1]),
				 MARKDOWN_OPTION_WRONG);
}

static void what_is_not_built_in_says_so(void **state)
{
	struct markdown_options o = { 0 };

	(void)state;
	assert_int_equal(set(&o, "math_engine", ":katex"),
			 MARKDOWN_OPTION_MISSING);
	assert_int_equal(set(&o, "math_engine", "mathjax"),
			 MARKDOWN_OPTION_SET);
	assert_int_equal(set(&o, "html_to_native", "true"),
			 MARKDOWN_OPTION_MISSING);
	assert_int_equal(set(&o, "html_to_native", "false"),
			 MARKDOWN_OPTION_SET);
	assert_int_equal(set(&o, "footnote_link_text", "%s"),
			 MARKDOWN_OPTION_UNKNOWN);
}

static void a_text_cannot_set_what_is_for_sites(void **state)
{
	struct markdown_options o = { 0 };

	(void)state;
	assert_int_equal(markdown_option_set(&o, str_of("hard_wrap"),
					     str_of("true"), true),
			 MARKDOWN_OPTION_SET);
	assert_false(o.hard_wrap);
	(void)markdown_option_set(&o, str_of("toc_levels"), str_of("3,1"),
				  true);
	assert_int_equal(o.hidden_levels & 0x7e, 0x74);
}

static void levels_may_be_a_range(void **state)
{
	struct markdown_options o = { 0 };

	(void)state;
	assert_int_equal(set(&o, "toc_levels", "2..4"), MARKDOWN_OPTION_SET);
	assert_int_equal(o.hidden_levels & 0x7e, 0x62);
}

/* A sign may be what would mean something else. */
static void signs_stand_for_themselves(void **state)
{
	struct markdown_options o = { 0 };
	auto_buf struct buf out = { 0 };

	(void)state;
	assert_true(markdown_option_set_sign(&o, str_of(":mdash"),
					     str_of("*`_&#60;")));
	assert_true(markdown_option_set_sign(&o, str_of("hellip"), str_of("")));
	assert_false(
		markdown_option_set_sign(&o, str_of("lsquo"), str_of("x")));
	(void)set(&o, "smart_quotes", "39,apos,grave,34");
	assert_ok(markdown_to_html(str_of("a---b... 'c' \"d\"\n"), &o, &out));
	assert_string_equal(out.data, "<p>a*`_&lt;b 'c' `d\"</p>\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_false_and_nothing_are_no),
		cmocka_unit_test(values_are_checked),
		cmocka_unit_test(what_is_not_built_in_says_so),
		cmocka_unit_test(a_text_cannot_set_what_is_for_sites),
		cmocka_unit_test(levels_may_be_a_range),
		cmocka_unit_test(signs_stand_for_themselves),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
