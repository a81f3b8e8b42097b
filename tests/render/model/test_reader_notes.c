/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/model/reader_notes.h"

#include <stdlib.h>

#include "tests/support/site_case.h"
#include "tests/support/test.h"

#define TOML "+++\ntitle = \"x\"\n+++\ntext\n"

static void assert_warned(const struct build_report *r, size_t i,
			  const char *file)
{
	assert_true(i < r->messages_len);
	assert_int_equal(r->messages[i].severity, BUILD_WARNING);
	assert_string_equal(r->messages[i].file, file);
	assert_int_equal(r->messages[i].line, 1);
	assert_int_equal(r->messages[i].column, 1);
	assert_string_equal(r->messages[i].excerpt, "+++");
	assert_non_null(strstr(r->messages[i].hint, "'---'"));
}

static void front_matter_of_hugos_is_told_where_it_is_not_read(void **state)
{
	auto_build_report struct build_report r = { 0 };

	site_case_write(*state, "_posts/2024-01-01-a.md", TOML);
	site_case_write(*state, "b.md", TOML);
	site_case_write(*state, "c.v1/d.html", "\xef\xbb\xbf" TOML);
	site_case_write(*state, "e.txt", TOML);
	site_case_write(*state, "f.md", "++++\n");
	site_case_write(*state, "g.md", "---\n---\n" TOML);
	site_case_build(*state, &r);

	assert_int_equal(r.messages_len, 3);
	assert_warned(&r, 0, "_posts/2024-01-01-a.md");
	assert_warned(&r, 1, "b.md");
	assert_warned(&r, 2, "c.v1/d.html");
}

static void a_name_without_a_day_is_an_error(void **state)
{
	auto_build_report struct build_report r = { 0 };

	site_case_write(*state, "_posts/2020-13-45-x.md", "---\n---\n");
	site_case_write(*state, "_posts/2021-02-30-x.md", "---\n---\n");
	site_case_write(*state, "_posts/2021-02-31-y.md",
			"---\ndate: 2021-03-01\n---\n");
	site_case_write(*state, "_posts/20211-2-3-no-post.md", "---\n---\n");
	site_case_write(*state, "2020-13-45-page.md", "---\n---\n");
	site_case_build(*state, &r);

	assert_true(r.published);
	assert_int_equal(r.posts, 1);
	assert_int_equal(r.messages_len, 2);
	assert_int_equal(r.messages[0].severity, BUILD_ERROR);
	assert_string_equal(r.messages[0].file, "_posts/2020-13-45-x.md");
	assert_string_equal(r.messages[1].file, "_posts/2021-02-30-x.md");
	assert_int_equal(r.messages[1].fate, BUILD_FATE_LEFT_OUT);
	assert_non_null(strstr(r.messages[0].hint, "YEAR-MONTH-DAY"));
}

static void a_bad_date_has_its_place_and_a_hint(void **state)
{
	auto_build_report struct build_report r = { 0 };

	site_case_write(*state, "_posts/2021-02-03-x.md",
			"---\ndate: soon\n---\n");
	site_case_build(*state, &r);

	assert_int_equal(r.messages_len, 1);
	assert_int_equal(r.messages[0].line, 2);
	assert_int_equal(r.messages[0].column, 7);
	assert_string_equal(r.messages[0].text, "'soon' is not a date");
	assert_non_null(strstr(r.messages[0].hint, "2024-05-31"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_dir(front_matter_of_hugos_is_told_where_it_is_not_read),
		test_in_dir(a_name_without_a_day_is_an_error),
		test_in_dir(a_bad_date_has_its_place_and_a_hint),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
