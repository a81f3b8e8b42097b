/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/test.h"

#include <stdlib.h>

#include "lib/cleanup.h"
#include "tests/support/site_case.h"

static const char config[] = "url: https://x.org\nbaseurl: /b\n"
			     "timezone: Europe/Zurich\n";

struct expected {
	const char *liquid;
	const char *printed;
};

static void check(const char *dir, const struct expected *cases, size_t len)
{
	site_case_write(dir, "_config.yml", config);
	site_case_write(dir, "_data/people.yml",
			"- {name: Ada, town: London, age: 36, n: {k: 1}}\n"
			"- {name: Bea, town: Bern, age: '9'}\n"
			"- {name: Cid, town: Bern, tags: [x, y]}\n");
	for (size_t i = 0; i < len; i++) {
		auto_free char *out = site_case_print(dir, cases[i].liquid);

		assert_string_equal(out, cases[i].printed);
	}
}
#define CHECK(cases) check(*state, cases, sizeof(cases) / sizeof(*(cases)))

static void urls_stand_below_the_site(void **state)
{
	static const struct expected cases[] = {
		{ "{{ '/a' | relative_url }}", "/b/a" },
		{ "{{ 'a b/ü' | relative_url }}", "/b/a%20b/%C3%BC" },
		{ "{{ '' | relative_url }}", "/b" },
		{ "{{ nil | relative_url }}", "" },
		{ "{{ 'http://y/z' | relative_url }}", "http://y/z" },
		{ "{{ 'mailto:a@b' | absolute_url }}", "mailto:a@b" },
		{ "{{ '/a' | absolute_url }}", "https://x.org/b/a" },
		{ "{{ page | absolute_url }}", "https://x.org/b/printed.txt" },
		{ "{{ '/a/index.html' | strip_index }}", "/a/" },
		{ "{{ '/a/index.htm' | strip_index }}", "/a/" },
		{ "{{ '/a/b.html' | strip_index }}", "/a/b.html" },
	};

	CHECK(cases);
}

static void text_is_escaped_and_counted(void **state)
{
	static const struct expected cases[] = {
		{ "{{ '<a b=\"c\">&' | xml_escape }}",
		  "&lt;a b=&quot;c&quot;&gt;&amp;" },
		{ "{{ 'a b,c/ü*' | cgi_escape }}", "a+b%2Cc%2F%C3%BC%2A" },
		{ "{{ 'a b,c/ü%20%' | uri_escape }}", "a%20b,c/%C3%BC%20%25" },
		{ "{{ '  a \n b  ' | normalize_whitespace }}", "a b" },
		{ "{{ ' one  two\nthree ' | number_of_words }}", "3" },
		{ "{{ '你好 world' | number_of_words }}", "2" },
		{ "{{ '你好 world' | number_of_words: 'cjk' }}", "3" },
		{ "{{ '你好 world' | number_of_words: 'auto' }}", "3" },
		{ "{{ 'a,b,c' | split: ',' | array_to_sentence_string }}",
		  "a, b, and c" },
		{ "{{ 'a,b' | split: ',' | array_to_sentence_string: 'or' }}",
		  "a or b" },
		{ "{{ 'A b' | slugify }} {{ 'A_b' | slugify: 'pretty' }}",
		  "a-b a_b" },
		{ "{{ '12x' | to_integer }} {{ true | to_integer }}", "12 1" },
		{ "{{ '*a*' | markdownify | strip }}", "<p><em>a</em></p>" },
		{ "{{ '\"a\"' | smartify }}", "“a”" },
		{ "{{ 'a' | inspect }}", "&quot;a&quot;" },
	};

	CHECK(cases);
}

static void dates_show_the_sites_zone(void **state)
{
	static const struct expected cases[] = {
		{ "{{ '2024-07-01T00:00:00Z' | date_to_xmlschema }}",
		  "2024-07-01T02:00:00+02:00" },
		{ "{{ '2024-07-01T00:00:00Z' | date_to_rfc822 }}",
		  "Mon, 01 Jul 2024 02:00:00 +0200" },
		{ "{{ '2024-07-01' | date_to_string }}", "01 Jul 2024" },
		{ "{{ '2024-07-01' | date_to_long_string: 'ordinal' }}",
		  "1st July 2024" },
		{ "{{ '2024-07-22' | date_to_string: 'ordinal', 'US' }}",
		  "Jul 22nd, 2024" },
		{ "{{ '2024-07-13' | date_to_string: 'ordinal' }}",
		  "13th Jul 2024" },
		{ "{{ nil | date_to_string }}", "" },
		{ "{{ site.time | date_to_xmlschema }}",
		  "2024-06-01T02:00:00+02:00" },
	};

	CHECK(cases);
}

static void lists_are_searched_sorted_and_grouped(void **state)
{
	static const struct expected cases[] = {
		{ "{{ site.data.people | where: 'town', 'Bern' | "
		  "map: 'name' | join }}",
		  "Bea Cid" },
		{ "{{ site.data.people | where: 'tags', 'y' | map: 'name' }}",
		  "Cid" },
		{ "{{ site.data.people | where: 'age', nil | map: 'name' }}",
		  "Cid" },
		{ "{{ site.data.people | where: 'age', 36 | map: 'name' }}",
		  "Ada" },
		{ "{{ site.data.people | where: 'n.k', 1 | map: 'name' }}",
		  "Ada" },
		{ "{{ site.data.people | where_exp: 'p', 'p.town contains "
		  "\"on\" or p.name == \"Cid\"' | map: 'name' | join }}",
		  "Ada Cid" },
		{ "{% assign f = site.data.people | find: 'town', 'Bern' %}"
		  "{{ f.name }}",
		  "Bea" },
		{ "{% assign f = site.data.people | find_exp: 'p', "
		  "'p.tags.size == 2' %}{{ f.name }}",
		  "Cid" },
		{ "{% assign g = site.data.people | group_by: 'town' %}"
		  "{% for i in g %}{{ i.name }}:{{ i.size }}"
		  "{{ i.items | map: 'name' }} {% endfor %}",
		  "London:1Ada Bern:2BeaCid " },
		{ "{% assign g = site.data.people | group_by_exp: 'p', "
		  "'p.name | size' %}{{ g.size }}{{ g[0].name }}",
		  "13" },
		{ "{{ site.data.people | sort: 'age' | map: 'name' | join }}",
		  "Cid Bea Ada" },
		{ "{{ site.data.people | sort: 'age', 'last' | map: 'name' | "
		  "join }}",
		  "Bea Ada Cid" },
		{ "{% assign l = 'b,a' | split: ',' %}{{ l | push: 'c' | "
		  "unshift: 'z' | join }}|{{ l | pop | join }}|"
		  "{{ l | shift | join }}|{{ l | sort | join }}",
		  "z b a c|b|a|a b" },
		{ "{{ 'b,a' | split: ',' | sample }}", "b" },
	};

	CHECK(cases);
}

static void values_become_json(void **state)
{
	static const struct expected cases[] = {
		{ "{{ site.data.people[0] | jsonify }}",
		  "{\"name\":\"Ada\",\"town\":\"London\",\"age\":36,"
		  "\"n\":{\"k\":1}}" },
		{ "{{ 'a\"\n' | jsonify }}{{ nil | jsonify }}",
		  "\"a\\\"\\n\"null" },
		{ "{{ 'a,b' | split: ',' | jsonify }}", "[\"a\",\"b\"]" },
	};

	CHECK(cases);
}

static void a_bad_argument_is_an_error_with_its_place(void **state)
{
	auto_build_report struct build_report r = { 0 };

	site_case_write(*state, "a.html",
			"---\n---\n\n{{ 'x' | date_to_string }}\n");
	site_case_build(*state, &r);

	assert_int_equal(r.messages_len, 1);
	assert_int_equal(r.messages[0].severity, BUILD_ERROR);
	assert_string_equal(r.messages[0].file, "a.html");
	assert_int_equal(r.messages[0].line, 4);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_dir(urls_stand_below_the_site),
		test_in_dir(text_is_escaped_and_counted),
		test_in_dir(dates_show_the_sites_zone),
		test_in_dir(lists_are_searched_sorted_and_grouped),
		test_in_dir(values_become_json),
		test_in_dir(a_bad_argument_is_an_error_with_its_place),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
