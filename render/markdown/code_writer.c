/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/markdown/code_writer.h"

#include "render/markdown/code_language.h"
#include "render/markdown/html_text.h"

/* The language of a block or span of code: the fence's first word, or the class
 * "language-x". */
static struct str language_of(const struct doctree_node *n)
{
	const struct doctree_attr *class = doctree_attr(n, "class");
	struct str rest = class ? class->value : (struct str){ NULL, 0 };
	struct str word;

	while (str_split(&rest, ' ', &word))
		if (str_starts(word, "language-"))
			return str_from(word, strlen("language-"));
	if (n->kind != DOCTREE_CODE_BLOCK)
		return (struct str){ NULL, 0 };
	word = str_trim(n->url);
	for (size_t i = 0; i < word.len; i++)
		if (strchr(" \t?{", word.data[i]))
			return str_n(word.data, i);
	return word;
}

/* "language-x other-classes highlighter-rouge" */
static void add_class(const struct doctree_node *n, struct str language,
		      struct buf *out)
{
	const struct doctree_attr *class = doctree_attr(n, "class");
	struct str rest = class ? class->value : (struct str){ NULL, 0 };
	struct str word;

	buf_puts(out, " class=\"language-");
	html_text_escape(language, true, out);
	while (str_split(&rest, ' ', &word)) {
		if (!word.len || str_starts(word, "language-"))
			continue;
		buf_putc(out, ' ');
		html_text_escape(word, true, out);
	}
	buf_puts(out, " highlighter-rouge\"");
	html_text_attrs(n, "class", out);
}

/* A language that Rouge does not know gets no wrapper. */
static void add_bare(const struct doctree_node *n, struct str language,
		     struct buf *out)
{
	buf_puts(out, "<pre");
	html_text_attrs(n, "", out);
	buf_puts(out, "><code class=\"language-");
	html_text_escape(language, true, out);
	buf_puts(out, "\">");
	html_text_escape(n->text, false, out);
	buf_puts(out, "</code></pre>\n");
}

void code_writer_block(const struct doctree_node *n, struct buf *out)
{
	struct str language = language_of(n);

	if (!language.len)
		language = str_of("plaintext");
	if (!code_language_is_known(language)) {
		add_bare(n, language, out);
		return;
	}
	buf_puts(out, "<div");
	add_class(n, language, out);
	buf_puts(out, "><div class=\"highlight\">"
		      "<pre class=\"highlight\"><code>");
	html_text_escape(n->text, false, out);
	buf_puts(out, "</code></pre></div></div>\n");
}

void code_writer_span(const struct doctree_node *n, struct buf *out)
{
	struct str language = language_of(n);

	buf_puts(out, "<code");
	add_class(n, language.len ? language : str_of("plaintext"), out);
	buf_putc(out, '>');
	html_text_escape(n->text, false, out);
	buf_puts(out, "</code>");
}

/* The table that Rouge makes: numbers on the left, code on the right. */
static void add_numbered(struct str code, struct buf *out)
{
	size_t lines = 0;

	for (size_t i = 0; i < code.len; i++)
		lines += code.data[i] == '\n';
	if (code.len && code.data[code.len - 1] != '\n')
		lines++;
	buf_puts(out, "<table class=\"rouge-table\"><tbody><tr>"
		      "<td class=\"gutter gl\"><pre class=\"lineno\">");
	for (size_t i = 1; i <= lines; i++)
		buf_printf(out, "%zu\n", i);
	buf_puts(out, "</pre></td><td class=\"code\"><pre>");
	html_text_escape(code, false, out);
	buf_puts(out, "\n</pre></td></tr></tbody></table>");
}

void code_writer_figure(struct str language, struct str code, bool lines,
			struct buf *out)
{
	buf_puts(out, "<figure class=\"highlight\"><pre><code class=\""
		      "language-");
	for (size_t i = 0; i < language.len; i++)
		buf_putc(out, language.data[i] == '+' ? '-' : language.data[i]);
	buf_puts(out, "\" data-lang=\"");
	html_text_escape(language, true, out);
	buf_puts(out, "\">");
	if (lines)
		add_numbered(code, out);
	else
		html_text_escape(code, false, out);
	buf_puts(out, "</code></pre></figure>");
}
