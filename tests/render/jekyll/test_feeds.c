/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/test.h"

#include <stdlib.h>
#include <string.h>

#include "lib/cleanup.h"
#include "tests/support/site_case.h"

static void feeds_are_where_the_site_wants_them(void **state)
{
	auto_free char *tea = NULL;
	auto_free char *tag = NULL;

	site_case_write(*state, "_config.yml",
			"plugins: [jekyll-feed]\n"
			"feed: {path: atom.xml, categories: [tea], tags: true}"
			"\n");
	site_case_write(*state, "_posts/2024-01-01-a.md",
			"---\ntitle: A\ncategories: tea\ntags: [x, 'y z']\n"
			"---\n");
	site_case_write(*state, "_posts/2024-01-02-b.md",
			"---\ntitle: B\n---\n");
	free(site_case_output(*state, "atom.xml"));
	tea = site_case_output(*state, "feed/tea.xml");
	tag = site_case_output(*state, "feed/by_tag/x.xml");

	assert_non_null(strstr(tea, ">A<"));
	assert_null(strstr(tea, ">B<"));
	assert_non_null(strstr(tag, ">A<"));
	assert_null(strstr(tag, ">B<"));
}

static void a_file_of_the_site_comes_first(void **state)
{
	auto_free char *out = NULL;

	site_case_write(*state, "_config.yml", "plugins: [jekyll-feed]\n");
	site_case_write(*state, "feed.xml", "my own");
	out = site_case_output(*state, "feed.xml");

	assert_string_equal(out, "my own");
}

static void a_collection_that_is_missing_is_named(void **state)
{
	auto_build_report struct build_report r = { 0 };

	site_case_write(*state, "_config.yml",
			"plugins: [jekyll-feed]\n"
			"feed: {collections: [drawings]}\n");
	site_case_build(*state, &r);

	assert_true(r.published);
	assert_int_equal(r.messages_len, 1);
	assert_int_equal(r.messages[0].line, 2);
	assert_string_equal(r.messages[0].text,
			    "feed: there is no collection 'drawings'");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_dir(feeds_are_where_the_site_wants_them),
		test_in_dir(a_file_of_the_site_comes_first),
		test_in_dir(a_collection_that_is_missing_is_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
