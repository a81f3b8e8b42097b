/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/outputs.h"

#include <stdlib.h>

#include "lib/cleanup.h"
#include "lib/mem.h"
#include "tests/support/site_case.h"
#include "tests/support/test.h"

static void assert_output(const char *dir, const char *path, const char *text)
{
	auto_free char *full = mem_printf("out/%s", path);
	auto_free char *got = test_read_file(dir, full);

	assert_string_equal(got, text);
}

static void assert_loser(const struct build_report *r, size_t i,
			 const char *file, const char *text)
{
	assert_true(i < r->messages_len);
	assert_int_equal(r->messages[i].severity, BUILD_WARNING);
	assert_string_equal(r->messages[i].file, file);
	assert_string_equal(r->messages[i].text, text);
}

/* What Jekyll writes last is what it ends with. */
static void of_two_with_one_address_jekylls_winner_wins(void **state)
{
	auto_build_report struct build_report r = { 0 };

	site_case_write(*state, "a.html", "---\npermalink: /x/\n---\na");
	site_case_write(*state, "b.html", "---\npermalink: /x/\n---\nb");
	site_case_write(*state, "c.html", "---\npermalink: /y.txt\n---\nc");
	site_case_write(*state, "y.txt", "static");
	site_case_write(*state, "z.txt", "static");
	site_case_write(*state, "_posts/2024-01-01-z.html",
			"---\npermalink: /z.txt\n---\npost");
	site_case_build(*state, &r);

	assert_true(r.published);
	assert_output(*state, "x/index.html", "b");
	assert_output(*state, "y.txt", "static");
	assert_output(*state, "z.txt", "post");
	assert_int_equal(r.messages_len, 3);
	assert_loser(&r, 0, "a.html",
		     "not published: 'b.html' has the same address, "
		     "'/x/index.html', and wins");
	assert_loser(&r, 1, "c.html",
		     "not published: 'y.txt' has the same address, '/y.txt', "
		     "and wins");
	assert_loser(&r, 2, "z.txt",
		     "not published: '_posts/2024-01-01-z.html' has the same "
		     "address, '/z.txt', and wins");
}

static void made_pages_are_told_by_what_they_are_for(void **state)
{
	auto_build_report struct build_report r = { 0 };

	site_case_write(*state, "_config.yml",
			"plugins: [jekyll-archives, jekyll-redirect-from]\n"
			"jekyll-archives: {enabled: [tags]}\n");
	site_case_write(*state, "_layouts/archive.html", "x");
	site_case_write(*state, "_posts/2024-01-01-z.html",
			"---\ntags: [C++, c]\n---\npost");
	site_case_write(*state, "a.html", "---\nredirect_from: /x/\n---\n");
	site_case_write(*state, "b.html", "---\nredirect_from: /x/\n---\n");
	site_case_build(*state, &r);

	assert_true(r.published);
	assert_int_equal(r.messages_len, 2);
	assert_null(r.messages[0].file);
	assert_string_equal(r.messages[0].text,
			    "the page made for 'C++' is not published: the "
			    "page made for 'c' has the same address, "
			    "'/tag/c/index.html', and wins");
	assert_null(r.messages[1].file);
	assert_string_equal(r.messages[1].text,
			    "the redirect to '/a.html' is not published: the "
			    "redirect to '/b.html' has the same address, "
			    "'/x/index.html', and wins");
}

static void a_folder_has_no_place_for_a_file_below_a_file(void **state)
{
	auto_build_report struct build_report r = { 0 };

	site_case_write(*state, "a.html",
			"---\npermalink: /y.txt/z.txt\n---\n");
	site_case_write(*state, "b.html", "---\npermalink: /y.txt/q/\n---\n");
	site_case_write(*state, "y.txt", "static");
	site_case_write(*state, "y.txt-a", "static");
	site_case_build(*state, &r);

	assert_false(r.published);
	assert_int_equal(r.messages_len, 2);
	assert_int_equal(r.messages[0].severity, BUILD_ERROR);
	assert_string_equal(r.messages[0].file, "a.html");
	assert_string_equal(r.messages[0].text,
			    "'a.html' becomes 'y.txt/z.txt', but 'y.txt' "
			    "becomes 'y.txt': in a folder that cannot be a "
			    "file and a folder");
	assert_string_equal(r.messages[0].hint,
			    "give one of them another permalink");
	assert_int_equal(r.messages[0].line, 2);
	assert_int_equal(r.messages[0].column, 12);
	assert_string_equal(r.messages[0].excerpt, "permalink: /y.txt/z.txt");
	assert_int_equal(r.messages[0].caret, 12);
	assert_string_equal(r.messages[1].file, "b.html");
}

static void only_collections_that_are_output_have_files(void **state)
{
	auto_build_report struct build_report r = { 0 };
	auto_free char *seen = mem_printf("%s/out/seen/a.html", (char *)*state);
	auto_free char *kept = mem_printf("%s/out/kept/a.html", (char *)*state);

	site_case_write(*state, "_config.yml",
			"collections: {seen: {output: true}, kept: {}}\n");
	site_case_write(*state, "_seen/a.html", "---\n---\nx");
	site_case_write(*state, "_kept/a.html", "---\n---\nx");
	site_case_build(*state, &r);

	assert_int_equal(access(seen, R_OK), 0);
	assert_int_not_equal(access(kept, F_OK), 0);
}

static void a_permalink_with_control_characters_is_refused(void **state)
{
	auto_build_report struct build_report r = { 0 };

	site_case_write(*state, "a.html",
			"---\ntitle: x\npermalink: \"/a\\0b/\"\n---\n");
	site_case_write(*state, "b.html", "---\npermalink: \"/a\\nb/\"\n---\n");
	site_case_build(*state, &r);

	assert_true(r.published);
	assert_int_equal(r.pages_left_out, 2);
	assert_int_equal(r.messages_len, 2);
	assert_string_equal(r.messages[0].file, "a.html");
	assert_int_equal(r.messages[0].line, 3);
	assert_string_equal(r.messages[1].file, "b.html");
	assert_int_equal(r.messages[1].line, 2);
	assert_int_equal(r.messages[1].column, 12);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_dir(of_two_with_one_address_jekylls_winner_wins),
		test_in_dir(made_pages_are_told_by_what_they_are_for),
		test_in_dir(a_folder_has_no_place_for_a_file_below_a_file),
		test_in_dir(only_collections_that_are_output_have_files),
		test_in_dir(a_permalink_with_control_characters_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
