/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the author is told of a name that is not known.
 */
#include <stdlib.h>

#include "tests/support/site_case.h"
#include "tests/support/test.h"

/* The site says one thing, of a.html. */
static void assert_said(const char *dir, enum build_severity severity,
			unsigned line, unsigned column, const char *text,
			const char *hint)
{
	auto_build_report struct build_report r = { 0 };

	site_case_build(dir, &r);
	assert_int_equal(r.messages_len, 1);
	assert_int_equal(r.messages[0].fate, severity == BUILD_WARNING
						     ? BUILD_FATE_NONE
						     : BUILD_FATE_LEFT_OUT);
	assert_int_equal(r.messages[0].severity, severity);
	assert_string_equal(r.messages[0].file, "a.html");
	assert_string_equal(r.messages[0].text, text);
	assert_int_equal(r.messages[0].line, line);
	assert_int_equal(r.messages[0].column, column);
	if (hint)
		assert_string_equal(r.messages[0].hint, hint);
	else
		assert_null(r.messages[0].hint);
}

static void a_filter_is_passed_over_with_a_warning(void **state)
{
	site_case_write(*state, "a.html",
			"---\n---\n{% for i in (1..3) %}\n"
			"{{ 'x' | downcase | relativ_url }}{% endfor %}");
	assert_said(*state, BUILD_WARNING, 4, 21,
		    "unknown filter 'relativ_url': the value stays as it is",
		    "did you mean 'relative_url'?");
}

static void a_lax_chain_is_looked_at_too(void **state)
{
	site_case_write(*state, "a.html", "---\n---\n{{ 'x' ! | upcas }}");
	assert_said(*state, BUILD_WARNING, 3, 12,
		    "unknown filter 'upcas': the value stays as it is",
		    "did you mean 'upcase'?");
}

static void a_filter_is_an_error_where_the_site_is_strict(void **state)
{
	site_case_write(*state, "_config.yml",
			"liquid: {strict_filters: true}\n");
	site_case_write(*state, "a.html", "---\n---\n{{ 'x' | upcas }}");
	assert_said(*state, BUILD_ERROR, 3, 4, "undefined filter upcas",
		    "did you mean 'upcase'?");
}

static void a_tag_is_an_error(void **state)
{
	site_case_write(*state, "a.html", "---\n---\n\n{% inclde x %}");
	assert_said(*state, BUILD_ERROR, 4, 4, "unknown tag 'inclde'",
		    "did you mean 'include'?");
}

static void what_is_like_no_name_gets_no_hint(void **state)
{
	site_case_write(*state, "a.html", "---\n---\n{% wxyz %}");
	assert_said(*state, BUILD_ERROR, 3, 4, "unknown tag 'wxyz'", NULL);
}

static void a_layout_has_a_near_one(void **state)
{
	site_case_write(*state, "_layouts/default.html", "{{ content }}");
	site_case_write(*state, "_layouts/in/post.html", "{{ content }}");
	site_case_write(*state, "a.html",
			"---\ntitle: x\nlayout: in/pots\n---\n");
	assert_said(*state, BUILD_WARNING, 3, 9,
		    "there is no layout 'in/pots', and the page has none",
		    "did you mean 'in/post'?");
}

static void an_include_has_a_near_one(void **state)
{
	site_case_write(*state, "_includes/nav/head.html", "x");
	site_case_write(*state, "_includes/nav/foot.html", "x");
	site_case_write(*state, "a.html",
			"---\n---\n{% include nav/haed.html %}");
	assert_said(*state, BUILD_ERROR, 3, 4,
		    "no file 'nav/haed.html' to include",
		    "did you mean 'nav/head.html'?");
}

static void a_link_has_a_near_page(void **state)
{
	site_case_write(*state, "docs/about.html", "---\n---\n");
	site_case_write(*state, "a.html",
			"---\n---\n{% link docs/abuot.html %}");
	assert_said(*state, BUILD_ERROR, 3, 4,
		    "no page or file 'docs/abuot.html'",
		    "did you mean 'docs/about.html'?");
}

static void a_post_has_a_near_one(void **state)
{
	site_case_write(*state, "_posts/2024-01-02-hello.html", "---\n---\n");
	site_case_write(*state, "a.html",
			"---\n---\n{% post_url 2024-01-02-helo %}");
	assert_said(*state, BUILD_ERROR, 3, 4, "no post '2024-01-02-helo'",
		    "did you mean '2024-01-02-hello'?");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_dir(a_filter_is_passed_over_with_a_warning),
		test_in_dir(a_lax_chain_is_looked_at_too),
		test_in_dir(a_filter_is_an_error_where_the_site_is_strict),
		test_in_dir(a_tag_is_an_error),
		test_in_dir(what_is_like_no_name_gets_no_hint),
		test_in_dir(a_layout_has_a_near_one),
		test_in_dir(an_include_has_a_near_one),
		test_in_dir(a_link_has_a_near_page),
		test_in_dir(a_post_has_a_near_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
