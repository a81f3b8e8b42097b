/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/test.h"

#include "render/markdown/highlight/highlight_lines.h"

/* Shows what it is asked for in brackets. */
static bool write_name(struct str language, struct str code, struct buf *out)
{
	buf_printf(out, "[%.*s:%.*s]", STR_FMT(language), STR_FMT(code));
	return true;
}

static const struct highlighter naming = { write_name };

static const struct {
	const char *language;
	const char *code;
	const char *html;
} cases[] = {
	{ "diff", "diff a b\n--- a\n+++ b\n@@ -1 +1 @@ f()\n-x\n+y\n z\n",
	  "<span class=\"gh\">diff a b\n</span><span class=\"gd\">--- a\n"
	  "</span><span class=\"gi\">+++ b\n</span><span class=\"p\">@@ -1 +1 "
	  "@@</span> f()\n<span class=\"gd\">-x\n</span><span class=\"gi\">+y\n"
	  "</span> z\n" },
	{ "patch", "+a\n+b\n", "<span class=\"gi\">+a\n+b\n</span>" },
	{ "console", "me$ ls <a\nb\n...\n; c\n",
	  "<span class=\"gp\">me$</span><span class=\"w\"> </span>"
	  "[shell:ls <a\n]<span class=\"go\">b\n</span>"
	  "<span class=\"c\">...\n</span><span class=\"gp\">;</span>"
	  "<span class=\"w\"> </span>[shell:c\n]" },
	{ "ini", "; x\n[core]\nname = \"a\\tb\"\n",
	  "<span class=\"c\">; x\n</span><span class=\"nn\">[core]</span>\n"
	  "<span class=\"py\">name</span> <span class=\"p\">=</span> "
	  "<span class=\"s\">\"a</span><span class=\"se\">\\t</span>"
	  "<span class=\"s\">b\"</span>\n" },
	{ "ini",
	  "a =", "<span class=\"py\">a</span> <span class=\"p\">=</span>" },
	{ "Dockerfile", "FROM a AS b\nRUN x \\\n  y\nUSER z # w\n# c\n",
	  "<span class=\"k\">FROM</span><span class=\"w\"> </span>"
	  "<span class=\"s\">a</span><span class=\"w\"> </span>"
	  "<span class=\"k\">AS</span><span class=\"w\"> </span>"
	  "<span class=\"s\">b</span>\n<span class=\"k\">RUN </span>"
	  "[shell:x ]<span class=\"se\">\\\n</span>[shell:  y\n]"
	  "<span class=\"k\">USER</span><span class=\"s\"> z # w</span>\n"
	  "<span class=\"c\"># c</span>\n" },
};

static void each_line_has_the_colour_of_its_kind(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		auto_buf struct buf out = { 0 };

		assert_true(highlight_lines_write(&naming,
						  str_of(cases[i].language),
						  str_of(cases[i].code), &out));
		assert_string_equal(out.data, cases[i].html);
	}
}

static void other_languages_are_left_to_others(void **state)
{
	auto_buf struct buf out = { 0 };

	(void)state;
	assert_false(
		highlight_lines_write(&naming, str_of("c"), str_of("x"), &out));
	assert_int_equal(out.len, 0);

	highlight_code(&naming, str_of("c"), str_of("x"), &out);
	assert_string_equal(out.data, "[c:x]");
}

static void without_grammars_code_is_plain(void **state)
{
	auto_buf struct buf out = { 0 };

	(void)state;
	highlight_code(NULL, str_of("c"), str_of("a<b"), &out);
	highlight_code(NULL, str_of("console"), str_of("$ a<b"), &out);

	assert_string_equal(out.data, "a&lt;b<span class=\"gp\">$</span>"
				      "<span class=\"w\"> </span>a&lt;b");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_line_has_the_colour_of_its_kind),
		cmocka_unit_test(other_languages_are_left_to_others),
		cmocka_unit_test(without_grammars_code_is_plain),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
