/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/test.h"

#include <string.h>

#include "lib/cleanup.h"
#include "tests/support/site_case.h"

#define TEXT "# A *b*\n\n~~c~~ d{: .e}\n\n|f|\n|-|\n|<b>g</b>|\n"

static void check(void *dir, const char *config, const char *html)
{
	auto_free char *page = NULL;

	site_case_write(dir, "_config.yml", config);
	site_case_write(dir, "p.md", "---\n---\n" TEXT);
	page = site_case_output(dir, "p.html");
	assert_non_null(strstr(page, html));
}

static void the_key_decides_who_reads(void **state)
{
	check(*state, "markdown: Kramdown\n", "<h1 id=\"a-b\">");
	check(*state, "markdown: CommonMark\n",
	      "<h1>A <em>b</em></h1>\n<p>~~c~~ d{: .e}</p>\n<p>|f|");
	check(*state, "markdown: CommonMarkGhPages\n",
	      "<h1 id=\"a-embem\">A <em>b</em></h1>\n<p>~~c~~ ");
	check(*state, "markdown: GFM\n", "<td><b>g</b></td>");
	check(*state, "markdown: GFM\n", "<p><del>c</del> d{: .e}</p>");
}

static void common_mark_is_as_configured(void **state)
{
	check(*state,
	      "markdown: CommonMark\ncommonmark:\n  options: [unsafe]\n"
	      "  extensions: [table]\n",
	      "<td><b>g</b></td>");
}

static void filters_use_it_too(void **state)
{
	auto_free char *page = NULL;

	site_case_write(*state, "_config.yml", "markdown: CommonMark\n");
	site_case_write(*state, "p.html",
			"---\n---\n{{ '# `a`' | markdownify }}");
	page = site_case_output(*state, "p.html");
	assert_string_equal(page, "<h1><code>a</code></h1>\n");
}

static void another_processor_is_an_error(void **state)
{
	auto_build_report struct build_report r = { 0 };

	site_case_write(*state, "_config.yml",
			"title: x\nmarkdown: redcarpet\n");
	site_case_write(*state, "p.md", "---\n---\n" TEXT);
	site_case_build(*state, &r);

	assert_false(r.published);
	assert_int_equal(r.messages_len, 1);
	assert_string_equal(r.messages[0].file, "_config.yml");
	assert_int_equal(r.messages[0].line, 2);
	assert_int_equal(r.messages[0].column, 11);
	assert_non_null(strstr(r.messages[0].text, "'redcarpet'"));
}

static void unknown_switches_are_named(void **state)
{
	auto_build_report struct build_report r = { 0 };

	site_case_write(*state, "_config.yml",
			"markdown: CommonMark\ncommonmark:\n"
			"  options: [SMART, safe]\n  extensions: [tables]\n");
	site_case_build(*state, &r);

	assert_true(r.published);
	assert_int_equal(r.messages_len, 2);
	assert_int_equal(r.messages[0].line, 3);
	assert_non_null(
		strstr(r.messages[0].text, "'safe' is none of the options"));
	assert_int_equal(r.messages[1].line, 4);
	assert_non_null(strstr(r.messages[1].text,
			       "'tables' is none of the extensions"));
}

static void an_option_of_kramdown_must_have_a_value_it_can_have(void **state)
{
	auto_build_report struct build_report r = { 0 };

	site_case_write(*state, "_config.yml",
			"kramdown:\n  toc_levels: [1, 9]\n");
	site_case_build(*state, &r);

	assert_false(r.published);
	assert_int_equal(r.messages[0].line, 2);
	assert_int_equal(r.messages[0].column, 15);
	assert_non_null(
		strstr(r.messages[0].text, "toc_levels cannot be '1,9'"));
}

static void what_kramdown_cannot_or_we_cannot_is_named(void **state)
{
	auto_build_report struct build_report r = { 0 };

	site_case_write(*state, "_config.yml",
			"kramdown:\n  math_engine: katex\n  nosuch: 1\n"
			"  guess_lang: true\n"
			"  typographic_symbols: {dots: x}\n"
			"  link_defs: {a: b}\n");
	site_case_build(*state, &r);

	assert_true(r.published);
	assert_int_equal(r.messages_len, 4);
	for (unsigned i = 0; i < 2; i++)
		assert_int_equal(r.messages[i].line, i + 2);
	assert_non_null(strstr(r.messages[0].text, "math_engine: what"));
	assert_non_null(strstr(r.messages[1].text, "nosuch: kramdown 2.4"));
	assert_non_null(strstr(r.messages[2].text, "dots: there is no"));
	assert_non_null(strstr(r.messages[3].text, "a: wanted is a list"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_dir(the_key_decides_who_reads),
		test_in_dir(common_mark_is_as_configured),
		test_in_dir(filters_use_it_too),
		test_in_dir(another_processor_is_an_error),
		test_in_dir(unknown_switches_are_named),
		test_in_dir(
			an_option_of_kramdown_must_have_a_value_it_can_have),
		test_in_dir(what_kramdown_cannot_or_we_cannot_is_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
