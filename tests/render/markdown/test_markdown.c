/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/test.h"

#include <pthread.h>

#include "render/markdown/markdown.h"

static const struct markdown_options as_jekyll = { 0 };

static void check(const char *text, const char *html)
{
	auto_buf struct buf out = { 0 };

	assert_ok(markdown_to_html(str_of(text), &as_jekyll, &out));
	assert_string_equal(out.len ? out.data : "", html);
}

static void headings_get_ids(void **state)
{
	(void)state;
	check("# Hello, *World*!\n## Same\n## Same\n## Über `x_y`",
	      "<h1 id=\"hello-world\">Hello, <em>World</em>!</h1>\n"
	      "<h2 id=\"same\">Same</h2>\n<h2 id=\"same-1\">Same</h2>\n"
	      "<h2 id=\"über-x_y\">Über <code class=\"language-plaintext "
	      "highlighter-rouge\">x_y</code></h2>\n");
	check("# Own {#mine}\n", "<h1 id=\"mine\">Own</h1>\n");
}

static void attribute_lists_belong_to_their_neighbours(void **state)
{
	(void)state;
	check("Text\n{: .a .b #c d=\"e f\"}\n",
	      "<p class=\"a b\" id=\"c\" d=\"e f\">Text</p>\n");
	check("{: .a}\nText\n", "<p class=\"a\">Text</p>\n");
	check("One\n\n{: .a}\nTwo\n", "<p>One</p>\n\n<p class=\"a\">Two</p>\n");
	check("*x*{: .a--b} [y](/z){:rel=\"n\"}\n",
	      "<p><em class=\"a--b\">x</em> <a href=\"/z\" rel=\"n\">y</a></p>"
	      "\n");
	check("- a\n- b\n{: .l}\n", "<ul class=\"l\">\n"
				    "  <li>a</li>\n"
				    "  <li>b</li>\n"
				    "</ul>\n");
}

static void attribute_lists_in_code_stay(void **state)
{
	(void)state;
	check("`{: .a}` and x{: .b}\n",
	      "<p><code class=\"language-plaintext highlighter-rouge\">{: .a}"
	      "</code> and x{: .b}</p>\n");
	check("```\n{: .a}\n```\n",
	      "<div class=\"language-plaintext highlighter-rouge\"><div "
	      "class=\"highlight\"><pre class=\"highlight\"><code>{: .a}\n"
	      "</code></pre></div></div>\n");
}

static void a_table_of_contents_lists_the_headings(void **state)
{
	(void)state;
	check("* x\n{:toc}\n\n# A\n### B\n# [C](/c)\n# D\n{:.no_toc}\n",
	      "<ul id=\"markdown-toc\">\n"
	      "  <li><a href=\"#a\" id=\"markdown-toc-a\">A</a>    <ul>\n"
	      "      <li><a href=\"#b\" id=\"markdown-toc-b\">B</a></li>\n"
	      "    </ul>\n"
	      "  </li>\n"
	      "  <li><a href=\"#c\" id=\"markdown-toc-c\">C</a></li>\n"
	      "</ul>\n"
	      "\n"
	      "<h1 id=\"a\">A</h1>\n"
	      "<h3 id=\"b\">B</h3>\n"
	      "<h1 id=\"c\"><a href=\"/c\">C</a></h1>\n"
	      "<h1 class=\"no_toc\" id=\"d\">D</h1>\n");
}

static void code_is_wrapped_as_rouge_does(void **state)
{
	(void)state;
	check("```ruby\na < b\n```\n",
	      "<div class=\"language-ruby highlighter-rouge\"><div class=\""
	      "highlight\"><pre class=\"highlight\"><code>a &lt; b\n"
	      "</code></pre></div></div>\n");
	check("```klingon\nx\n```\n",
	      "<pre><code class=\"language-klingon\">x\n</code></pre>\n");
}

static void footnotes_keep_their_names(void **state)
{
	(void)state;
	check("A[^n] B[^n]\n\n[^n]: Note\n",
	      "<p>A<sup id=\"fnref:n\" role=\"doc-noteref\"><a href=\"#fn:n\" "
	      "class=\"footnote\" rel=\"footnote\">1</a></sup> B<sup "
	      "id=\"fnref:n:1\" role=\"doc-noteref\"><a href=\"#fn:n\" "
	      "class=\"footnote\" rel=\"footnote\">1</a></sup></p>\n"
	      "\n"
	      "<div class=\"footnotes\" role=\"doc-endnotes\">\n"
	      "  <ol>\n"
	      "    <li id=\"fn:n\" role=\"doc-endnote\">\n"
	      "      <p>Note\u00a0<a href=\"#fnref:n\" "
	      "class=\"reversefootnote\" "
	      "role=\"doc-backlink\">&#8617;</a>\u00a0<a href=\"#fnref:n:1\" "
	      "class=\"reversefootnote\" "
	      "role=\"doc-backlink\">&#8617;<sup>2</sup></a></p>\n"
	      "    </li>\n"
	      "  </ol>\n"
	      "</div>\n");
}

static void items_are_tight_or_loose_by_themselves(void **state)
{
	(void)state;
	check("- a\n- b\n\n  c\n- d\n", "<ul>\n"
					"  <li>a</li>\n"
					"  <li>\n"
					"    <p>b</p>\n"
					"\n"
					"    <p>c</p>\n"
					"  </li>\n"
					"  <li>d</li>\n"
					"</ul>\n");
	check("- a\n\n- b\n", "<ul>\n"
			      "  <li>\n"
			      "    <p>a</p>\n"
			      "  </li>\n"
			      "  <li>\n"
			      "    <p>b</p>\n"
			      "  </li>\n"
			      "</ul>\n");
	check("- [x] a\n",
	      "<ul class=\"task-list\">\n"
	      "  <li class=\"task-list-item\"><input type=\"checkbox\" "
	      "class=\"task-list-item-checkbox\" disabled=\"disabled\" "
	      "checked=\"checked\" />a</li>\n"
	      "</ul>\n");
}

static void html_passes_and_links_are_not_made(void **state)
{
	(void)state;
	check("<div>\n<script>x</script>\n</div>\n",
	      "<div>\n<script>x</script>\n</div>\n");
	check("http://x.org \"q\" -- it's...\n",
	      "<p>http://x.org “q” – it’s…</p>\n");
	check("| a |\n|--:|\n|   |\n",
	      "<table>\n"
	      "  <thead>\n"
	      "    <tr>\n"
	      "      <th style=\"text-align: right\">a</th>\n"
	      "    </tr>\n"
	      "  </thead>\n"
	      "  <tbody>\n"
	      "    <tr>\n"
	      "      <td style=\"text-align: right\">\u00a0</td>\n"
	      "    </tr>\n"
	      "  </tbody>\n"
	      "</table>\n");
}

static void repeat(struct buf *out, const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		buf_puts(out, s);
}

static void what_would_take_long_is_refused(void **state)
{
	auto_buf struct buf table = { 0 };
	auto_buf struct buf quotes = { 0 };
	auto_buf struct buf out = { 0 };
	struct err *e;

	(void)state;
	buf_puts(&table, "\n");
	repeat(&table, "|a", 1000);
	buf_puts(&table, "\n");
	repeat(&table, "|-", 1000);
	buf_puts(&table, "\n");
	repeat(&table, "|\n", 1000);
	repeat(&quotes, "> ", 1000);

	e = markdown_to_html(buf_str(&table), &as_jekyll, &out);
	assert_non_null(e);
	assert_int_equal(err_where(e).line, 2);
	assert_fails_saying(&ERR_INPUT, "cells", e);
	assert_fails_saying(
		&ERR_INPUT, "deep",
		markdown_to_html(buf_str(&quotes), &as_jekyll, &out));
	assert_int_equal(out.len, 0);
}

#define THREADS 4

static void *render_often(void *ret_wrong)
{
	static const char text[] = "| a | b |\n|---|---|\n| ~~c~~ | d |\n\n"
				   "- [x] e[^1]\n\n[^1]: f\n";
	auto_buf struct buf first = { 0 };
	size_t *wrong = ret_wrong;

	err_drop(markdown_to_html(str_of(text), &as_jekyll, &first));
	for (int i = 0; i < 100; i++) {
		auto_buf struct buf out = { 0 };

		err_drop(markdown_to_html(str_of(text), &as_jekyll, &out));
		*wrong += !str_eq(buf_str(&out), buf_str(&first)) ||
			  str_find(buf_str(&out), str_of("<del>")) == out.len;
	}
	return NULL;
}

static void threads_do_not_disturb_each_other(void **state)
{
	pthread_t threads[THREADS];
	size_t wrong[THREADS] = { 0 };

	(void)state;
	for (int i = 0; i < THREADS; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, render_often,
						&wrong[i]),
				 0);
	for (int i = 0; i < THREADS; i++)
		(void)pthread_join(threads[i], NULL);
	for (int i = 0; i < THREADS; i++)
		assert_int_equal(wrong[i], 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(headings_get_ids),
		cmocka_unit_test(attribute_lists_belong_to_their_neighbours),
		cmocka_unit_test(attribute_lists_in_code_stay),
		cmocka_unit_test(a_table_of_contents_lists_the_headings),
		cmocka_unit_test(code_is_wrapped_as_rouge_does),
		cmocka_unit_test(footnotes_keep_their_names),
		cmocka_unit_test(items_are_tight_or_loose_by_themselves),
		cmocka_unit_test(html_passes_and_links_are_not_made),
		cmocka_unit_test(what_would_take_long_is_refused),
		cmocka_unit_test(threads_do_not_disturb_each_other),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
