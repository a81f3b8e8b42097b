/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/markdown/code_writer.h"

#include "lib/num.h"
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
		if (word.data[i] == '?')
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

void code_writer_block(const struct doctree_node *n,
		       const struct highlighter *highlighter, struct buf *out)
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
	highlight_code(highlighter, language, n->text, out);
	buf_puts(out, "</code></pre></div></div>\n");
}

void code_writer_span(const struct doctree_node *n,
		      const struct highlighter *highlighter, struct buf *out)
{
	struct str language = language_of(n);

	buf_puts(out, "<code");
	add_class(n, language.len ? language : str_of("plaintext"), out);
	buf_putc(out, '>');
	highlight_code(highlighter, language, n->text, out);
	buf_puts(out, "</code>");
}

static bool is_marked(struct str marks, uint64_t number)
{
	struct str word;
	uint64_t n;

	while (str_split(&marks, ' ', &word))
		if (num_parse_uint(word, UINT32_MAX, &n) && n == number)
			return true;
	return false;
}

/* Follow the tags in a part of a line: *@open becomes the span that is open at
 * its end; empty: none. */
static void follow_spans(struct str line, struct str *open)
{
	for (size_t i = 0; i < line.len; i++) {
		struct str tag = str_from(line, i);

		if (str_starts(tag, "</"))
			*open = (struct str){ NULL, 0 };
		else if (str_starts(tag, "<"))
			*open = str_n(tag.data, str_find_char(tag, '>') + 1);
	}
}

/* Lines in spans of their own, so a span that goes over several is made of as
 * many. */
static void add_marked(struct str html, struct str marks, struct buf *out)
{
	struct str open = { NULL, 0 };
	struct str line;

	for (uint64_t n = 1; str_split(&html, '\n', &line); n++) {
		bool marked = is_marked(marks, n);

		if (open.len && str_starts(line, "</span>")) {
			line = str_from(line, strlen("</span>"));
			open = (struct str){ NULL, 0 };
		}
		if (marked)
			buf_puts(out, "<span class=\"hll\">");
		buf_add_str(out, open);
		buf_add_str(out, line);
		follow_spans(line, &open);
		if (open.len)
			buf_puts(out, "</span>");
		buf_putc(out, '\n');
		if (marked)
			buf_puts(out, "</span>");
	}
}

/* The table that Rouge makes: numbers on the left, code on the right. */
static void add_numbered(struct str code, struct str html, struct buf *out)
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
	buf_add_str(out, html);
	buf_puts(out, "\n</pre></td></tr></tbody></table>");
}

static void add_figure_code(const struct code_figure *f,
			    const struct highlighter *highlighter,
			    struct buf *out)
{
	auto_buf struct buf html = { 0 };
	auto_buf struct buf marked = { 0 };

	highlight_code(highlighter, f->language, f->code, &html);
	if (f->marks.len) {
		add_marked(buf_str(&html), f->marks, &marked);
		if (!f->numbered && str_ends(buf_str(&marked), "\n"))
			buf_truncate(&marked, marked.len - 1);
	}
	if (f->numbered)
		add_numbered(f->code, buf_str(f->marks.len ? &marked : &html),
			     out);
	else
		buf_add_str(out, buf_str(f->marks.len ? &marked : &html));
}

void code_writer_figure(const struct code_figure *f,
			const struct highlighter *highlighter, struct buf *out)
{
	buf_puts(out, "<figure class=\"highlight\"><pre><code class=\""
		      "language-");
	for (size_t i = 0; i < f->language.len; i++) {
		char c = f->language.data[i];

		buf_putc(out, c == '+' ? '-' : c);
	}
	buf_puts(out, "\" data-lang=\"");
	html_text_escape(f->language, true, out);
	buf_puts(out, "\">");
	add_figure_code(f, highlighter, out);
	buf_puts(out, "</code></pre></figure>");
}
