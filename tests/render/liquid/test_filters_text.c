/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/liquid_test.h"
#include "tests/support/test.h"

static const char data[] = "{\"u\": \"Gr\\u00fc\\u00dfe \\u65e5\\u672c\","
			   " \"l\": [\"a\", null]}";

static void texts_count_by_characters(void **state)
{
	static const struct rendering cases[] = {
		{ "{{ u | size }}{{ u | slice: 6 }}", "8\u65e5" },
		{ "{{ u | slice: -2, 2 }}{{ u | slice: 9 }}", "\u65e5\u672c" },
		{ "{{ u | slice: 0, false }}", "G" },
		{ "{{ u | truncate: 7 }}", "Gr\u00fc\u00df..." },
		{ "{{ u | upcase }}", "GR\u00dcSSE \u65e5\u672c" },
		{ "{{ u | upcase | downcase | capitalize }}",
		  "Gr\u00fcsse \u65e5\u672c" },
		{ "{{ u | split: '' | join: '|' }}",
		  "G|r|\u00fc|\u00df|e| |\u65e5|\u672c" },
	};

	(void)state;
	ASSERT_RENDERINGS(cases, data);
}

static void lists_become_text_as_ruby_inspects_them(void **state)
{
	static const struct rendering cases[] = {
		{ "{{ l | append: 'x' }}", "[\"a\", nil]x" },
		{ "{{ l | upcase }}", "[\"A\", NIL]" },
		{ "{{ l }}", "a" },
	};

	(void)state;
	ASSERT_RENDERINGS(cases, data);
}

static void replacements_may_speak_of_the_match(void **state)
{
	static const struct rendering cases[] = {
		{ "{{ 'abc' | replace: 'b', '[\\0]' }}", "a[b]c" },
		{ "{{ 'abc' | replace: 'b', '\\`\\&' }}", "aabc" },
		{ "{{ 'abab' | replace_first: 'b', 'x' }}", "axab" },
		{ "{{ 'abab' | replace_last: 'b', '\\0' }}", "aba\\0" },
		{ "{{ 'ab' | replace: '', '-' }}", "-a-b-" },
		{ "{{ 'aXbX' | remove: 'X' }}{{ 'XX' | remove_last: 'X' }}",
		  "abX" },
	};

	(void)state;
	ASSERT_RENDERINGS(cases, data);
}

static void words_and_lines_are_found(void **state)
{
	static const struct rendering cases[] = {
		{ "{{ ' a  b c ' | truncatewords: 2 }}", "a b..." },
		{ "{{ ' a  b ' | truncatewords: 2 }}", " a  b " },
		{ "{{ 'a,b,,' | split: ',' | size }}", "2" },
		{ "{{ ' a  b ' | split: ' ' | join: '-' }}", "a-b" },
		{ "{{ 'a\r\nb\n' | newline_to_br | strip_newlines }}",
		  "a<br />b<br />" },
		{ "{{ ' a ' | lstrip }}{{ ' a ' | rstrip }}|", "a  a|" },
	};

	(void)state;
	ASSERT_RENDERINGS(cases, data);
}

static void what_goes_into_pages_and_urls_is_encoded(void **state)
{
	static const struct rendering cases[] = {
		{ "{{ '<a href=\"&amp;\">' | escape }}",
		  "&lt;a href=&quot;&amp;amp;&quot;&gt;" },
		{ "{{ '<&lt; & &#39; &;' | escape_once }}",
		  "&lt;&lt; &amp; &#39; &amp;;" },
		{ "{{ 'a b&\u00e4~' | url_encode }}", "a+b%26%C3%A4~" },
		{ "{{ 'a+b%26%C3%A4' | url_decode }}", "a b&\u00e4" },
		{ "{{ '%ff' | url_decode }}", "!invalid byte sequence" },
		{ "{{ '?\?>' | base64_encode }}"
		  "{{ '?\?>' | base64_url_safe_encode }}",
		  "Pz8+Pz8-" },
		{ "{{ 'YQ==' | base64_decode }}", "a" },
		{ "{{ 'YQ' | base64_decode }}", "!invalid base64" },
		{ "{{ 'YQ' | base64_url_safe_decode }}", "a" },
		{ "{{ 'a<b\n>c<!-- > -->d<script>e</script>f<' | strip_html }}",
		  "acdf<" },
	};

	(void)state;
	ASSERT_RENDERINGS(cases, data);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts_count_by_characters),
		cmocka_unit_test(lists_become_text_as_ruby_inspects_them),
		cmocka_unit_test(replacements_may_speak_of_the_match),
		cmocka_unit_test(words_and_lines_are_found),
		cmocka_unit_test(what_goes_into_pages_and_urls_is_encoded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
