/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/test.h"

#include <string.h>

#include "tests/support/site_case.h"

static void assert_message(const struct build_report *r, size_t i,
			   const char *file, unsigned line, unsigned column,
			   const char *text)
{
	const struct build_message *m = &r->messages[i];

	assert_true(i < r->messages_len);
	assert_int_equal(m->severity, BUILD_WARNING);
	assert_string_equal(m->file, file);
	assert_int_equal(m->line, line);
	assert_int_equal(m->column, column);
	assert_non_null(strstr(m->text, text));
}

static void what_is_built_in_needs_no_word(void **state)
{
	auto_build_report struct build_report r = { 0 };

	site_case_write(*state, "_config.yml",
			"plugins: [jekyll-feed, jekyll-paginate, webrick]\n");
	site_case_build(*state, &r);

	assert_true(r.published);
	assert_int_equal(r.messages_len, 0);
}

static void other_plugins_are_named_with_what_they_do(void **state)
{
	auto_build_report struct build_report r = { 0 };

	site_case_write(*state, "_config.yml",
			"plugins:\n  - jekyll-feed\n  - jekyll-spaceship\n"
			"gems: my-own\n");
	site_case_build(*state, &r);

	assert_true(r.published);
	assert_int_equal(r.messages_len, 2);
	assert_message(&r, 0, "_config.yml", 3, 5,
		       "'jekyll-spaceship' is not built in and Ruby is not run "
		       "here; it adds to Markdown");
	assert_message(&r, 1, "_config.yml", 4, 7, "'my-own' is not known");
}

static void ruby_files_are_named(void **state)
{
	auto_build_report struct build_report r = { 0 };

	site_case_write(*state, "_plugins/a.rb", "x");
	site_case_write(*state, "_plugins/README", "x");
	site_case_build(*state, &r);

	assert_true(r.published);
	assert_int_equal(r.messages_len, 1);
	assert_message(&r, 0, "_plugins/a.rb", 0, 0, "Ruby is not run here");
}

static void a_file_in_the_folders_place_does_no_harm(void **state)
{
	auto_build_report struct build_report r = { 0 };

	site_case_write(*state, "_plugins", "x");
	site_case_build(*state, &r);

	assert_true(r.published);
	assert_int_equal(r.messages_len, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_dir(what_is_built_in_needs_no_word),
		test_in_dir(other_plugins_are_named_with_what_they_do),
		test_in_dir(ruby_files_are_named),
		test_in_dir(a_file_in_the_folders_place_does_no_harm),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
