/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/test.h"

#include <pthread.h>

#include "render/markdown/goldmark/goldmark.h"
#include "render/markdown/markdown.h"

static void check(const char *text, const struct goldmark_options *o,
		  const char *html)
{
	auto_buf struct buf out = { 0 };

	assert_ok(goldmark_to_html(str_of(text), o, &out));
	assert_string_equal(out.len ? out.data : "", html);
}

static void options_change_what_hugo_does_by_default(void **state)
{
	const struct goldmark_options usual = { 0 };
	const struct goldmark_options raw = { .raw_html = true };
	const struct goldmark_options plain = { .plain_quotes = true,
						.plain_addresses = true,
						.hard_wraps = true };
	const struct goldmark_options no_ids = { .no_heading_ids = true };
	const struct goldmark_options ascii = { .ascii_ids = true };

	(void)state;
	check("a<b>c</b>", &usual,
	      "<p>a<!-- raw HTML omitted -->c<!-- raw HTML omitted --></p>\n");
	check("a<b>c</b>", &raw, "<p>a<b>c</b></p>\n");
	check("\"a\" www.b.c\nd", &usual,
	      "<p>“a” <a href=\"https://www.b.c\">www.b.c</a>\nd</p>\n");
	check("\"a\" www.b.c\nd", &plain,
	      "<p>&quot;a&quot; www.b.c<br>\nd</p>\n");
	check("# Ä b", &usual, "<h1 id=\"ä-b\">Ä b</h1>\n");
	check("# Ä b", &no_ids, "<h1>Ä b</h1>\n");
	check("# Ä b", &ascii, "<h1 id=\"a-b\">Ä b</h1>\n");
}

static void ids_are_told_apart(void **state)
{
	const struct goldmark_options o = { 0 };

	(void)state;
	check("# a\n# a-1\n# a\n# b {#a}\n# !\n", &o,
	      "<h1 id=\"a\">a</h1>\n<h1 id=\"a-1\">a-1</h1>\n"
	      "<h1 id=\"a-2\">a</h1>\n<h1 id=\"a\">b</h1>\n"
	      "<h1 id=\"heading\">!</h1>\n");
}

static void addresses_that_act_lead_nowhere(void **state)
{
	static const char *const cases[] = {
		"javascript:x", "JavaScript:x",     "vbscript:x",
		"file:///x",    "data:text/html,x",
	};
	const struct goldmark_options o = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		auto_buf struct buf text = { 0 };

		buf_printf(&text, "[a](%s)", cases[i]);
		check(text.data, &o, "<p><a href=\"\">a</a></p>\n");
	}
	check("![a](data:image/png;x)", &o,
	      "<p><img src=\"data:image/png;x\" alt=\"a\"></p>\n");
}

static void hostile_texts_end_in_limits(void **state)
{
	static const struct {
		const char *piece;
		size_t times;
	} cases[] = {
		{ "> ", 100000 },
		{ "- ", 100000 },
		{ "*a **b ", 20000 },
	};
	const struct goldmark_options o = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		auto_buf struct buf text = { 0 };
		auto_buf struct buf out = { 0 };

		for (size_t k = 0; k < cases[i].times; k++)
			buf_puts(&text, cases[i].piece);
		err_drop(goldmark_to_html(buf_str(&text), &o, &out));
	}
}

static void many_equal_headings_take_no_long(void **state)
{
	const struct goldmark_options o = { 0 };
	auto_buf struct buf text = { 0 };
	auto_buf struct buf out = { 0 };

	(void)state;
	for (int i = 0; i < 50000; i++)
		buf_puts(&text, "# a\n");
	assert_ok(goldmark_to_html(buf_str(&text), &o, &out));
	assert_true(str_ends(buf_str(&out), "<h1 id=\"a-49999\">a</h1>\n"));
}

static const char shared[] = "~~a~~ | b\n-|-\n*c* | www.d.e\n";

static void *read_often(void *expected)
{
	const struct goldmark_options o = { 0 };

	for (int i = 0; i < 300; i++)
		check(shared, &o, expected);
	return NULL;
}

static void threads_do_not_disturb_each_other(void **state)
{
	const struct goldmark_options o = { 0 };
	auto_buf struct buf expected = { 0 };
	pthread_t threads[4];

	(void)state;
	assert_ok(goldmark_to_html(str_of(shared), &o, &expected));
	for (int i = 0; i < 4; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, read_often,
						expected.data),
				 0);
	for (int i = 0; i < 4; i++)
		assert_int_equal(pthread_join(threads[i], NULL), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(options_change_what_hugo_does_by_default),
		cmocka_unit_test(ids_are_told_apart),
		cmocka_unit_test(addresses_that_act_lead_nowhere),
		cmocka_unit_test(hostile_texts_end_in_limits),
		cmocka_unit_test(many_equal_headings_take_no_long),
		cmocka_unit_test(threads_do_not_disturb_each_other),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
