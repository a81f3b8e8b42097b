/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/test.h"

#include <string.h>

#include "lib/cleanup.h"
#include "tests/support/site_case.h"

static void assert_prints(const char *dir, const char *text, const char *html)
{
	auto_free char *out = site_case_print(dir, text);

	assert_string_equal(out, html);
}

static void a_script_shows_the_gist(void **state)
{
	site_case_write(*state, "_config.yml",
			"gist: {noscript: false}\nid: u/1\n");

	assert_prints(*state, "{% gist a/b %}",
		      "<script src=\"https://gist.github.com/a/b.js\"> "
		      "</script>");
	assert_prints(*state, "{% gist 12 x.js %}",
		      "<script src=\"https://gist.github.com/12.js?"
		      "file=x.js\"> </script>");
	assert_prints(*state, "{% assign f = 'y' %}{% gist site.id f %}",
		      "<script src=\"https://gist.github.com/u/1.js?"
		      "file=y\"> </script>");
}

static void who_runs_no_scripts_gets_a_link(void **state)
{
	static const char *const configs[] = { "", "gist:\n",
					       "gist: {noscript: true}\n" };

	for (size_t i = 0; i < sizeof configs / sizeof *configs; i++) {
		site_case_write(*state, "_config.yml", configs[i]);

		assert_prints(*state, "{% gist 12 x.js %}",
			      "<noscript><a href=\"https://gist.github.com/12"
			      "\">https://gist.github.com/12</a></noscript>"
			      "<script src=\"https://gist.github.com/12.js?"
			      "file=x.js\"> </script>");
	}
}

static void assert_refused(const char *dir, const char *text, unsigned column,
			   const char *reason)
{
	auto_build_report struct build_report r = { 0 };

	site_case_write(dir, "a.html", text);
	site_case_build(dir, &r);

	assert_true(r.messages_len > 0);
	assert_int_equal(r.messages[0].severity, BUILD_ERROR);
	assert_int_equal(r.messages[0].line, 3);
	assert_int_equal(r.messages[0].column, column);
	assert_non_null(strstr(r.messages[0].text, reason));
}

static void what_is_no_gist_is_an_error(void **state)
{
	assert_refused(*state, "---\n---\n{% gist %}", 4, "which gist?");
	assert_refused(*state, "---\n---\n{% gist a b c %}", 12, "and no more");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_dir(a_script_shows_the_gist),
		test_in_dir(who_runs_no_scripts_gets_a_link),
		test_in_dir(what_is_no_gist_is_an_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
