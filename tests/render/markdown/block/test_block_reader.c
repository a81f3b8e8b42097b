/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/test.h"

#include "render/markdown/markdown.h"

static const struct markdown_options as_jekyll = { 0 };

/* What kramdown prints, but for its indentation. */
static const struct {
	const char *text;
	const char *html;
} blocks[] = {
	{ "a\nb\n: c\n: d\n\n: e\n", "<dl>\n"
				     "  <dt>a</dt>\n"
				     "  <dt>b</dt>\n"
				     "  <dd>c</dd>\n"
				     "  <dd>d</dd>\n"
				     "  <dd>\n"
				     "    <p>e</p>\n"
				     "  </dd>\n"
				     "</dl>\n" },
	{ "- a\n\n- b\n- c\n", "<ul>\n"
			       "  <li>\n"
			       "    <p>a</p>\n"
			       "  </li>\n"
			       "  <li>b</li>\n"
			       "  <li>c</li>\n"
			       "</ul>\n" },
	{ "* a\n+ b\n", "<ul>\n"
			"  <li>a</li>\n"
			"  <li>b</li>\n"
			"</ul>\n" },
	{ "- a\n^\n- b\n", "<ul>\n"
			   "  <li>a</li>\n"
			   "</ul>\n"
			   "<ul>\n"
			   "  <li>b</li>\n"
			   "</ul>\n" },
	{ "a|b\n-|-\nc|d\n|===\ne|f\n", "<table>\n"
					"  <thead>\n"
					"    <tr>\n"
					"      <th>a</th>\n"
					"      <th>b</th>\n"
					"    </tr>\n"
					"  </thead>\n"
					"  <tbody>\n"
					"    <tr>\n"
					"      <td>c</td>\n"
					"      <td>d</td>\n"
					"    </tr>\n"
					"  </tbody>\n"
					"  <tfoot>\n"
					"    <tr>\n"
					"      <td>e</td>\n"
					"      <td>f</td>\n"
					"    </tr>\n"
					"  </tfoot>\n"
					"</table>\n" },
	{ "$$\nx < y\n$$\n", "\\[x &lt; y\\]\n" },
	{ "{::nomarkdown}\n<b>*a*\n{:/}\n", "<b>*a*\n\n" },
	{ "{::comment}\na\n{:/comment}\nb\n", "<!-- a -->\n"
					      "<p>b</p>\n" },
	{ "{::options auto_ids=\"false\" /}\n\n# a\n", "\n<h1>a</h1>\n" },
	{ "A CSS file.\n\n*[CSS]: Style\n",
	  "<p>A <abbr title=\"Style\">CSS</abbr> file.</p>\n"
	  "\n" },
	{ "{:x: .c #i}\na\n{:x}\n", "<p class=\"c\" id=\"i\">a</p>\n" },
	{ "a\n<!-- b -->\nc\n", "<p>a\n"
				"<!-- b -->\n"
				"c</p>\n" },
	{ "~~~\na\n\nb\n", "<p>~~~\n"
			   "a</p>\n"
			   "\n"
			   "<p>b</p>\n" },
};

static const struct {
	const char *text;
	const char *html;
} spans[] = {
	{ "***a*** _**b**_", "<strong><em>a</em></strong> "
			     "<em><strong>b</strong></em>" },
	{ "中文**“强调”**中文", "中文<strong>“强调”</strong>中文" },
	{ "a <b>c", "a <b>c</b>" },
	{ "a <div>b</div> </i>", "a &lt;div&gt;b&lt;/div&gt; &lt;/i&gt;" },
	{ "x <font>*a* < b</font>", "x <font>*a* &lt; b</font>" },
	{ "[a](b c) [d] [e]", "<a href=\"b c\">a</a> [d] [e]" },
	{ "![*a*](b)", "<img src=\"b\" alt=\"*a*\" />" },
	{ "$$a_1$$ $5", "\\(a_1\\) $5" },
	{ "~~a *b*~~", "<del>a <em>b</em></del>" },
	{ "'a' \"'b' c\" '80s d's", "‘a’ “‘b’ c” ’80s d’s" },
	{ "<< a >> -- --- ...", "«\u00a0a\u00a0» – — …" },
	{ "\\/ \\* \\\"", "\\/ * \"" },
	{ "a {::nomarkdown}<i>*{:/} b", "a <i>* b" },
};

static void check(const char *text, const char *before, const char *html,
		  const char *after)
{
	auto_buf struct buf wanted = { 0 };
	auto_buf struct buf out = { 0 };

	buf_puts(&wanted, before);
	buf_puts(&wanted, html);
	buf_puts(&wanted, after);
	assert_ok(markdown_to_html(str_of(text), &as_jekyll, &out));
	buf_putc(&out, '\0');
	buf_putc(&wanted, '\0');
	assert_string_equal(out.data, wanted.data);
}

static void blocks_are_read_as_kramdown_does(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++)
		check(blocks[i].text, "", blocks[i].html, "");
}

static void spans_are_read_as_kramdown_does(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof spans / sizeof *spans; i++)
		check(spans[i].text, "<p>", spans[i].html, "</p>\n");
}

/* Each would take minutes, were what is searched for in vain searched for
 * again at the next place. */
static void searches_in_vain_are_not_repeated(void **state)
{
	static const char *const pieces[] = {
		"[",       "![",   "[a](",  "![[]()", "`a",    "<!-- ",
		"\n<!-- ", "$$a ", "\n$$ ", "~~a",    "<b>",   "<code>",
		"```x\n",  "{:a ", "[a][",  "\n[a]:", "*a **", "<a b=\"",
	};

	(void)state;
	for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
		auto_buf struct buf text = { 0 };
		auto_buf struct buf out = { 0 };

		while (text.len < 200000)
			buf_puts(&text, pieces[i]);
		err_drop(markdown_to_html(buf_str(&text), &as_jekyll, &out));
	}
}

static void attribute_lists_end_somewhere(void **state)
{
	auto_buf struct buf text = { 0 };
	auto_buf struct buf out = { 0 };

	(void)state;
	buf_puts(&text, "a\n");
	for (int i = 0; i < 3000; i++)
		buf_puts(&text, "{:.b}\n");
	assert_fails_saying(&ERR_INPUT, "attribute lists",
			    markdown_to_html(buf_str(&text), &as_jekyll, &out));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(blocks_are_read_as_kramdown_does),
		cmocka_unit_test(spans_are_read_as_kramdown_does),
		cmocka_unit_test(searches_in_vain_are_not_repeated),
		cmocka_unit_test(attribute_lists_end_somewhere),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
