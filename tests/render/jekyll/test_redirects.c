/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/test.h"

#include <stdlib.h>
#include <string.h>

#include "lib/cleanup.h"
#include "tests/support/site_case.h"

#define CONFIG "plugins: [jekyll-redirect-from]\nurl: https://a.example\n"

static void assert_leads_to(const char *dir, const char *path, const char *url)
{
	auto_free char *out = site_case_output(dir, path);

	assert_non_null(strstr(out, "http-equiv=\"refresh\""));
	assert_non_null(strstr(out, url));
}

static void old_paths_lead_to_the_page(void **state)
{
	site_case_write(*state, "_config.yml", CONFIG);
	site_case_write(*state, "new.html",
			"---\nredirect_from: [/old/, one, ~, x.htm]\n---\n");
	site_case_write(*state, "_posts/2024-01-02-p.md",
			"---\nredirect_from: /p/\n---\n");

	assert_leads_to(*state, "old/index.html",
			"\"https://a.example/new.html\"");
	assert_leads_to(*state, "one.html", "\"https://a.example/new.html\"");
	assert_leads_to(*state, "x.htm", "\"https://a.example/new.html\"");
	assert_leads_to(*state, "p/index.html",
			"\"https://a.example/2024/01/02/p.html\"");
}

static void a_page_may_lead_elsewhere(void **state)
{
	auto_free char *out = NULL;

	site_case_write(*state, "_config.yml", CONFIG);
	site_case_write(
		*state, "gone.md",
		"---\nredirect_to: [https://b.example/x]\n---\nIts text");

	assert_leads_to(*state, "gone.html", "\"https://b.example/x\"");
	out = site_case_output(*state, "gone.html");
	assert_null(strstr(out, "Its text"));
}

static void a_layout_of_the_sites_own_is_used(void **state)
{
	auto_free char *from = NULL;
	auto_free char *to = NULL;

	site_case_write(*state, "_config.yml", CONFIG);
	site_case_write(*state, "_layouts/redirect.html",
			"{{ page.redirect.from }} > {{ page.redirect.to }}");
	site_case_write(*state, "new.html", "---\nredirect_from: old\n---\n");
	site_case_write(*state, "gone.html", "---\nredirect_to: /x\n---\n");
	from = site_case_output(*state, "old.html");
	to = site_case_output(*state, "gone.html");

	assert_string_equal(from, "/old > https://a.example/new.html");
	assert_string_equal(to, "/gone.html > https://a.example/x");
}

static void all_are_listed(void **state)
{
	auto_free char *out = NULL;

	site_case_write(*state, "_config.yml", CONFIG);
	site_case_write(*state, "a.html",
			"---\nredirect_from: \"\\\"\"\n---\n");
	site_case_write(*state, "b.html", "---\nredirect_to: /x\n---\n");
	out = site_case_output(*state, "redirects.json");

	assert_string_equal(out, "{\"/\\\"\":\"https://a.example/a.html\","
				 "\"/b.html\":\"https://a.example/x\"}");
}

static void without_the_plugin_nothing_happens(void **state)
{
	auto_free char *out = NULL;

	site_case_write(*state, "gone.md", "---\nredirect_to: /x\n---\ntext");
	out = site_case_output(*state, "gone.html");

	assert_string_equal(out, "<p>text</p>\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_dir(old_paths_lead_to_the_page),
		test_in_dir(a_page_may_lead_elsewhere),
		test_in_dir(a_layout_of_the_sites_own_is_used),
		test_in_dir(all_are_listed),
		test_in_dir(without_the_plugin_nothing_happens),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
