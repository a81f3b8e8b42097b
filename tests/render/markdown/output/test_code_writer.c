/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/test.h"

#include "render/markdown/highlight/code_language.h"
#include "render/markdown/html_text.h"
#include "render/markdown/output/code_writer.h"

/* One that shows all code as a comment. */
static bool write_comment(struct str language, struct str code, struct buf *out)
{
	(void)language;
	buf_puts(out, "<span class=\"c\">");
	html_text_escape(code, false, out);
	buf_puts(out, "</span>");
	return true;
}

static const struct highlighter commenting = { write_comment };

static void figures_may_have_line_numbers(void **state)
{
	const struct code_figure figures[] = {
		{ .language = STR("c++"), .code = STR("a<b") },
		{ .language = STR("c"), .code = STR("a\nb"), .numbered = true },
	};
	auto_buf struct buf plain = { 0 };
	auto_buf struct buf numbered = { 0 };

	(void)state;
	code_writer_figure(&figures[0], NULL, &plain);
	code_writer_figure(&figures[1], NULL, &numbered);

	assert_string_equal(plain.data,
			    "<figure class=\"highlight\"><pre><code class=\""
			    "language-c--\" data-lang=\"c++\">a&lt;b</code>"
			    "</pre></figure>");
	assert_true(str_find(buf_str(&numbered),
			     str_of("<pre class=\"lineno\">1\n2\n</pre>")) <
		    numbered.len);
}

static void marked_lines_stand_in_spans_of_their_own(void **state)
{
	const struct code_figure f = { .language = STR("c"),
				       .code = STR("a\nb\nc"),
				       .marks = STR("2 3") };
	auto_buf struct buf out = { 0 };

	(void)state;
	code_writer_figure(&f, &commenting, &out);

	assert_true(str_find(buf_str(&out),
			     str_of("\"c\"><span class=\"c\">a</span>\n"
				    "<span class=\"hll\"><span class=\"c\">b"
				    "</span>\n</span><span class=\"hll\">"
				    "<span class=\"c\">c</span>\n</span>"
				    "</code>")) < out.len);
}

static void the_colours_stand_in_the_wrappers(void **state)
{
	struct doctree_node n = { .kind = DOCTREE_CODE_BLOCK,
				  .url = STR("c"),
				  .text = STR("x\n") };
	const struct markdown_code how = { .highlighter = &commenting };
	auto_buf struct buf block = { 0 };

	(void)state;
	code_writer_block(&n, &how, 0, &block);

	assert_string_equal(
		block.data,
		"<div class=\"language-c highlighter-rouge\">"
		"<div class=\"highlight\"><pre class=\"highlight\"><code>"
		"<span class=\"c\">x\n</span></code></pre></div></div>\n");
}

static void languages_are_found_by_every_name(void **state)
{
	static const char *const known[] = { "ruby", "c++",        "plaintext",
					     "zsh",  "Dockerfile", "abap" };
	static const char *const unknown[] = { "", "klingon", "rubyx", "RUBY" };

	(void)state;
	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
		assert_true(code_language_is_known(str_of(known[i])));
	for (size_t i = 0; i < sizeof(unknown) / sizeof(*unknown); i++)
		assert_false(code_language_is_known(str_of(unknown[i])));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(figures_may_have_line_numbers),
		cmocka_unit_test(marked_lines_stand_in_spans_of_their_own),
		cmocka_unit_test(the_colours_stand_in_the_wrappers),
		cmocka_unit_test(languages_are_found_by_every_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
