/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/test.h"

#include "render/markdown/code_language.h"
#include "render/markdown/code_writer.h"

static void figures_may_have_line_numbers(void **state)
{
	auto_buf struct buf plain = { 0 };
	auto_buf struct buf numbered = { 0 };

	(void)state;
	code_writer_figure(str_of("c++"), str_of("a<b"), false, &plain);
	code_writer_figure(str_of("c"), str_of("a\nb"), true, &numbered);

	assert_string_equal(plain.data,
			    "<figure class=\"highlight\"><pre><code class=\""
			    "language-c--\" data-lang=\"c++\">a&lt;b</code>"
			    "</pre></figure>");
	assert_true(str_find(buf_str(&numbered),
			     str_of("<pre class=\"lineno\">1\n2\n</pre>")) <
		    numbered.len);
}

static void languages_are_found_by_every_name(void **state)
{
	static const char *const known[] = { "ruby", "c++",        "plaintext",
					     "zsh",  "Dockerfile", "abap" };
	static const char *const unknown[] = { "", "klingon", "rubyx", "RUBY" };

	(void)state;
	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
		assert_true(code_language_is_known(str_of(known[i])));
	for (size_t i = 0; i < sizeof(unknown) / sizeof(*unknown); i++)
		assert_false(code_language_is_known(str_of(unknown[i])));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(figures_may_have_line_numbers),
		cmocka_unit_test(languages_are_found_by_every_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
