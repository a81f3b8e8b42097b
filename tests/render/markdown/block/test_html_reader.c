/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/test.h"

#include "render/markdown/markdown.h"

static const struct markdown_options as_jekyll = { 0 };

static void check(const char *text, const char *html)
{
	auto_buf struct buf out = { 0 };

	assert_ok(markdown_to_html(str_of(text), &as_jekyll, &out));
	assert_string_equal(out.len ? out.data : "", html);
}

static void an_element_ends_with_its_end_tag(void **state)
{
	(void)state;
	check("<div>\n\n*a*\n<div>b</div>\n\n</div>\nText\n", "<div>\n"
							      "\n"
							      "*a*\n"
							      "<div>b</div>\n"
							      "\n"
							      "</div>\n"
							      "<p>Text</p>\n");
	check("  <div>\n\n  *a*\n  </div>\n", "<div>\n"
					      "\n"
					      "  *a*\n"
					      "  </div>\n");
	check("<p>a</i>b", "<p>a&lt;/i&gt;b\n"
			   "</p>\n");
	check("- a\n  <div>\n\n  b\n  </div>\n", "<ul>\n"
						 "  <li>a\n"
						 "    <div>\n"
						 "\n"
						 "b\n"
						 "</div>\n"
						 "  </li>\n"
						 "</ul>\n");
}

static void markdown_in_it_is_parsed_where_it_says_so(void **state)
{
	(void)state;
	check("<div class=\"c\" markdown=\"1\">\n*a*\n</div>\n",
	      "<div class=\"c\">\n"
	      "  <p><em>a</em></p>\n"
	      "</div>\n");
	check("<div markdown=\"1\">*a*</div>\n",
	      "<div>\n"
	      "  <p><em>a</em>&lt;/div&gt;</p>\n"
	      "</div>\n");
	check("<div markdown=\"0\">\n*a*\n</div>\n", "<div>\n"
						     "*a*\n"
						     "</div>\n");
}

static void code_is_left_alone(void **state)
{
	(void)state;
	check("    <div>\n\n    </div>\n",
	      "<div class=\"language-plaintext highlighter-rouge\"><div "
	      "class=\"highlight\"><pre class=\"highlight\"><code>&lt;div&gt;\n"
	      "\n"
	      "&lt;/div&gt;\n"
	      "</code></pre></div></div>\n");
}

static void elements_without_an_end_nest_only_so_deep(void **state)
{
	auto_buf struct buf text = { 0 };
	auto_buf struct buf out = { 0 };

	(void)state;
	for (size_t i = 0; i < MARKDOWN_MAX_ELEMENTS; i++)
		buf_puts(&text, "<div>\n");
	assert_ok(markdown_to_html(buf_str(&text), &as_jekyll, &out));
	assert_true(out.len >= text.len);

	buf_puts(&text, "<div>\n");
	assert_fails_saying(&ERR_INPUT, "nested too deeply",
			    markdown_to_html(buf_str(&text), &as_jekyll, &out));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_element_ends_with_its_end_tag),
		cmocka_unit_test(markdown_in_it_is_parsed_where_it_says_so),
		cmocka_unit_test(code_is_left_alone),
		cmocka_unit_test(elements_without_an_end_nest_only_so_deep),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
