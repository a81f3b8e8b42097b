/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/test.h"

#include <stdlib.h>

#include "lib/cleanup.h"
#include "lib/mem.h"
#include "tests/support/site_case.h"

#define SHOW                                                                   \
	"---\n---\n"                                                           \
	"{{ paginator.page }}/{{ paginator.total_pages }}"                     \
	" {{ paginator.previous_page_path }}<{{ paginator.next_page_path }}>"  \
	"{% for p in paginator.posts %} {{ p.title }}{% endfor %}"

static void write_posts(const char *dir, int posts)
{
	for (int i = 1; i <= posts; i++) {
		auto_free char *path =
			mem_printf("_posts/2024-01-%02d-p%d.md", i, i);

		site_case_write(dir, path, "---\n---\n");
	}
}

static void assert_output(const char *dir, const char *path, const char *wanted)
{
	auto_free char *out = site_case_output(dir, path);

	assert_string_equal(out, wanted);
}

static void posts_are_spread_over_pages(void **state)
{
	site_case_write(*state, "_config.yml", "paginate: 2\n");
	site_case_write(*state, "index.html", SHOW);
	write_posts(*state, 5);

	assert_output(*state, "index.html", "1/3 </page2> P5 P4");
	assert_output(*state, "page2/index.html", "2/3 /</page3> P3 P2");
	assert_output(*state, "page3/index.html", "3/3 /page2<> P1");
}

static void the_nearest_index_is_made_again(void **state)
{
	site_case_write(*state, "_config.yml",
			"paginate: 1\npaginate_path: blog/:num/more/\n");
	site_case_write(*state, "index.html", "---\n---\n{{ paginator.page }}");
	site_case_write(*state, "blog/index.html", SHOW);
	site_case_write(*state, "blog/more/index.html", SHOW);
	write_posts(*state, 2);

	assert_output(*state, "index.html", "");
	assert_output(*state, "blog/more/index.html", "/ <>");
	assert_output(*state, "blog/index.html", "1/2 </blog/2/more/> P2");
	assert_output(*state, "blog/2/more/index.html", "2/2 /blog/<> P1");
}

static void hidden_posts_do_not_count(void **state)
{
	site_case_write(*state, "_config.yml", "paginate: 1\n");
	site_case_write(*state, "index.html", SHOW);
	site_case_write(*state, "_posts/2024-01-09-x.md",
			"---\nhidden: true\n---\n");
	write_posts(*state, 1);

	assert_output(*state, "index.html", "1/1 <> P1");
}

static void a_site_without_posts_has_no_paginator(void **state)
{
	site_case_write(*state, "_config.yml", "paginate: 3\n");
	site_case_write(*state, "index.html", SHOW);

	assert_output(*state, "index.html", "/ <>");
}

static void assert_warning(const char *dir, unsigned line, const char *text)
{
	auto_build_report struct build_report r = { 0 };

	site_case_build(dir, &r);

	assert_true(r.published);
	assert_int_equal(r.messages_len, 1);
	assert_string_equal(r.messages[0].file, "_config.yml");
	assert_int_equal(r.messages[0].line, line);
	assert_string_equal(r.messages[0].text, text);
}

static void a_wish_that_cannot_be_met_is_a_warning(void **state)
{
	site_case_write(*state, "_config.yml", "a: 1\npaginate: many\n");
	site_case_write(*state, "index.html", SHOW);
	assert_warning(*state, 2,
		       "paginate: not a number of posts; nothing is paginated");

	site_case_write(*state, "_config.yml", "paginate: 0\n");
	assert_warning(*state, 1,
		       "paginate: not a number of posts; nothing is paginated");
}

static void an_index_is_needed(void **state)
{
	site_case_write(*state, "_config.yml", "paginate: 2\n");
	site_case_write(*state, "index.md", "---\n---\n");
	assert_warning(*state, 1,
		       "paginate: there is no index.html to show the posts in "
		       "pages; nothing is paginated");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_dir(posts_are_spread_over_pages),
		test_in_dir(the_nearest_index_is_made_again),
		test_in_dir(hidden_posts_do_not_count),
		test_in_dir(a_site_without_posts_has_no_paginator),
		test_in_dir(a_wish_that_cannot_be_met_is_a_warning),
		test_in_dir(an_index_is_needed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
