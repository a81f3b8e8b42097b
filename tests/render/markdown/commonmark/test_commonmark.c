/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/test.h"

#include <pthread.h>

#include "render/markdown/commonmark/commonmark.h"
#include "render/markdown/markdown.h"

static struct err *make(const struct commonmark *c, const char *text,
			struct buf *out)
{
	const struct markdown_options o = { .commonmark = c };

	return markdown_to_html(str_of(text), &o, out);
}

static void check(const struct commonmark *c, const char *text,
		  const char *html)
{
	auto_buf struct buf out = { 0 };

	assert_ok(make(c, text, &out));
	assert_string_equal(out.len ? out.data : "", html);
}

static struct commonmark with(const char *option, const char *extension)
{
	struct commonmark c = { 0 };

	if (option)
		assert_true(commonmark_set_option(&c, str_of(option)));
	if (extension)
		assert_true(commonmark_set_extension(&c, str_of(extension)));
	return c;
}

static void kramdown_has_no_say(void **state)
{
	const struct commonmark c = { 0 };

	(void)state;
	check(&c, "# A\nb{: .c}\n", "<h1>A</h1>\n<p>b{: .c}</p>\n");
	check(&c, "a\n# B\n", "<p>a</p>\n<h1>B</h1>\n");
	check(&c, "x `y`\n", "<p>x <code>y</code></p>\n");
}

static void options_go_by_their_names_in_any_case(void **state)
{
	const struct commonmark none = { 0 };
	const struct commonmark c = with("unsafe", NULL);
	const struct commonmark smart = with("SMART", NULL);
	struct commonmark wrong = { 0 };

	(void)state;
	check(&none, "<b>x</b>\n",
	      "<p><!-- raw HTML omitted -->x<!-- raw HTML omitted --></p>\n");
	check(&c, "<b>x</b>\n", "<p><b>x</b></p>\n");
	check(&smart, "it's\n", "<p>it\u2019s</p>\n");
	assert_false(commonmark_set_option(&wrong, str_of("safe")));
	assert_false(commonmark_set_extension(&wrong, str_of("footnotes")));
}

static void githubs_filter_makes_tags_text(void **state)
{
	struct commonmark c = with("UNSAFE", "tagfilter");

	(void)state;
	check(&c, "<i>x</i> <Title>y</title> <styled>\n",
	      "<p><i>x</i> &lt;Title>y</title> <styled></p>\n");
}

static void on_pages_headings_are_named_by_their_html(void **state)
{
	const struct commonmark c = { .is_for_pages = true };

	(void)state;
	check(&c, "# 1. A *b*\n# A b\n# \u00fc\n# A `b`\n> # A b\n",
	      "<h1 id=\"a-embem\">1. A <em>b</em></h1>\n"
	      "<h1 id=\"a-b\">A b</h1>\n"
	      "<h1 id=\"section\">\u00fc</h1>\n"
	      "<h1 id=\"a-codebcode\">A <code>b</code></h1>\n"
	      "<blockquote>\n  <h1 id=\"a-b-1\">A b</h1>\n</blockquote>\n");
	check(&c, "```nosuch\n<\n```\n",
	      "<pre><code class=\"language-nosuch\">&lt;\n</code></pre>\n");
}

static void addresses_have_no_odd_bytes(void **state)
{
	const struct commonmark c = { 0 };

	(void)state;
	check(&c, "[a](</b c?d=\"&amp;e> \"&lt;\")\n",
	      "<p><a href=\"/b%20c?d=%22&amp;e\" title=\"&lt;\">a</a></p>\n");
}

static struct err *repeat(const struct commonmark *c, const char *unit,
			  size_t times, const char *end)
{
	auto_buf struct buf text = { 0 };
	auto_buf struct buf out = { 0 };

	for (size_t i = 0; i < times; i++)
		buf_puts(&text, unit);
	buf_puts(&text, end);
	return make(c, text.data, &out);
}

static void what_would_cost_too_much_is_refused(void **state)
{
	const struct commonmark c = with("SMART", "table");

	(void)state;
	assert_ok(repeat(&c, "[", 10000, "\n"));
	assert_fails(&ERR_INPUT, repeat(&c, "[", 10001, "\n"));
	assert_ok(repeat(&c, "\"a\n\n", 10001, "\n"));
	assert_fails(&ERR_INPUT, repeat(&c, "'", 10001, ""));
	assert_fails(&ERR_INPUT, repeat(&c, "> ", 101, "a"));
	assert_ok(repeat(&c, "|a|b\n|-|-\n\n", 10000, "\n"));
	assert_fails(&ERR_INPUT,
		     repeat(&c, "|a|b|c|d|e|f|g|h|i|j\n", 20001, ""));
}

/* The extensions change tables that all parsers share. */
static void *make_many(void *error)
{
	const struct commonmark c = with(NULL, "strikethrough");

	for (int i = 0; i < 500 && !*(bool *)error; i++) {
		auto_buf struct buf out = { 0 };

		err_drop(make(&c, "a ~~b~~ c\n", &out));
		*(bool *)error =
			!str_is(buf_str(&out), "<p>a <del>b</del> c</p>\n");
	}
	return NULL;
}

static void threads_do_not_disturb_each_other(void **state)
{
	pthread_t threads[4];
	bool errors[4] = { false };

	(void)state;
	for (size_t i = 0; i < 4; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, make_many,
						&errors[i]),
				 0);
	for (size_t i = 0; i < 4; i++) {
		(void)pthread_join(threads[i], NULL);
		assert_false(errors[i]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(kramdown_has_no_say),
		cmocka_unit_test(options_go_by_their_names_in_any_case),
		cmocka_unit_test(githubs_filter_makes_tags_text),
		cmocka_unit_test(on_pages_headings_are_named_by_their_html),
		cmocka_unit_test(addresses_have_no_odd_bytes),
		cmocka_unit_test(what_would_cost_too_much_is_refused),
		cmocka_unit_test(threads_do_not_disturb_each_other),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
