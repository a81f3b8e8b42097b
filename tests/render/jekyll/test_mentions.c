/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/test.h"

#include <string.h>

#include "lib/cleanup.h"
#include "lib/mem.h"
#include "tests/support/site_case.h"

#define CONFIG "plugins: [jekyll-mentions]\n"

#define LINK(base, name)                                                       \
	"<a href=\"" base name "\" class=\"user-mention\">@" name "</a>"
#define AT_GITHUB(name) LINK("https://github.com/", name)

static void assert_becomes(const char *dir, const char *head, const char *text,
			   const char *html)
{
	auto_free char *source = mem_printf("---\n%s---\n%s", head, text);
	auto_free char *page = NULL;

	site_case_write(dir, "a.html", source);
	page = site_case_output(dir, "a.html");
	assert_string_equal(page, html);
}

static void names_become_links(void **state)
{
	static const struct {
		const char *text, *html;
	} cases[] = {
		{ "@a", AT_GITHUB("a") },
		{ "x @a-b, @C_1!",
		  "x " AT_GITHUB("a-b") ", " AT_GITHUB("C_1") "!" },
		{ "(@a). @b... @c.", "(" AT_GITHUB("a") "). " AT_GITHUB(
					     "b") "... " AT_GITHUB("c") "." },
		{ "@a-@b", AT_GITHUB("a-") "@b" },
		{ "@a@b @@c", AT_GITHUB("a") "@b @" AT_GITHUB("c") },
		{ "x\n@a\n", "x\n" AT_GITHUB("a") "\n" },
		{ "x@b.example @a.b @a/b @-a @",
		  "x@b.example @a.b @a/b @-a @" },
		{ "@mention @Mentioned @mentions", "@mention @Mentioned "
						   "@mentions" },
		{ "<a>@b</a><code>@b</code><pre>@b</pre><i>@b</i>",
		  "<a>@b</a><code>@b</code><pre>@b</pre><i>" AT_GITHUB(
			  "b") "</i>" },
	};

	site_case_write(*state, "_config.yml", CONFIG);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_becomes(*state, "", cases[i].text, cases[i].html);
}

static void profiles_may_be_elsewhere(void **state)
{
	site_case_write(*state, "_config.yml",
			CONFIG "jekyll-mentions: https://a.example/~\n");

	assert_becomes(*state, "", "@x", LINK("https://a.example/~", "x"));
	assert_becomes(*state, "jekyll-mentions: {base_url: //b}\n", "@x",
		       LINK("//b/", "x"));
	assert_becomes(*state, "jekyll-mentions: '\"<&'\n", "@x",
		       LINK("&quot;&lt;&amp;/", "x"));
	assert_becomes(*state, "jekyll-mentions:\n", "@x", AT_GITHUB("x"));
	assert_becomes(*state, "jekyll-mentions: {}\n", "@x", AT_GITHUB("x"));
	assert_becomes(*state, "jekyll-mentions: false\n", "@x", "@x");
}

static void what_is_no_address_is_an_error(void **state)
{
	auto_build_report struct build_report r = { 0 };

	site_case_write(*state, "_config.yml", CONFIG);
	site_case_write(*state, "a.html", "---\njekyll-mentions: [x]\n---\n@x");
	site_case_build(*state, &r);

	assert_int_equal(r.messages_len, 1);
	assert_int_equal(r.messages[0].severity, BUILD_ERROR);
	assert_string_equal(r.messages[0].file, "a.html");
	assert_int_equal(r.messages[0].line, 2);
	assert_int_equal(r.messages[0].column, 18);
	assert_non_null(strstr(r.messages[0].text, "not a URL"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_dir(names_become_links),
		test_in_dir(profiles_may_be_elsewhere),
		test_in_dir(what_is_no_address_is_an_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
