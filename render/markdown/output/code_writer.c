/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/markdown/output/code_writer.h"

#include <inttypes.h>

#include "lib/num.h"
#include "render/markdown/highlight/code_language.h"
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

/* What wears no wrapper: a language that Rouge does not know, or any if the
 * site wants it. */
static void add_bare(const struct doctree_node *n, struct str language,
		     struct buf *out)
{
	if (!language.len) {
		buf_puts(out, "<code>");
	} else {
		buf_puts(out, "<code class=\"language-");
		html_text_escape(language, true, out);
		buf_puts(out, "\">");
	}
	html_text_escape(n->text, false, out);
	buf_puts(out, "</code>");
}

/* The table that Rouge makes: numbers on the left, code on the right. */
struct numbered {
	struct str code;
	struct str html;
	uint64_t first;
	const char *number_class;
	const char *code_class;
};

static void add_numbered(const struct numbered *t, struct buf *out)
{
	const struct str code = t->code;
	uint64_t lines = 0;

	for (size_t i = 0; i < code.len; i++)
		lines += code.data[i] == '\n';
	if (code.len && code.data[code.len - 1] != '\n')
		lines++;
	buf_printf(out,
		   "<table class=\"rouge-table\"><tbody><tr>"
		   "<td class=\"%s gl\"><pre class=\"lineno\">",
		   t->number_class);
	for (uint64_t i = 0; i < lines; i++)
		buf_printf(out, "%" PRIu64 "\n", t->first + i);
	buf_printf(out, "</pre></td><td class=\"%s\"><pre>", t->code_class);
	buf_add_str(out, t->html);
	if (!str_ends(t->html, "\n"))
		buf_putc(out, '\n');
	buf_puts(out, "</pre></td></tr></tbody></table>");
}

static void add_code(const struct doctree_node *n, struct str language,
		     const struct markdown_code *how, struct buf *out)
{
	auto_buf struct buf html = { 0 };
	struct numbered table = {
		.code = n->text,
		.first = how->first_number ? how->first_number : 1,
		.number_class = "rouge-gutter",
		.code_class = "rouge-code",
	};

	if (!how->numbered) {
		highlight_code(how->highlighter, language, n->text, out);
		return;
	}
	highlight_code(how->highlighter, language, n->text, &html);
	table.html = buf_str(&html);
	add_numbered(&table, out);
}

static struct str language_or_default(struct str language,
				      const struct markdown_code *how)
{
	if (language.len)
		return language;
	return how->default_language.len ? how->default_language
					 : str_of("plaintext");
}

void code_writer_block(const struct doctree_node *n,
		       const struct markdown_code *how, int indent,
		       struct buf *out)
{
	const struct str given = language_of(n);
	const struct str language = language_or_default(given, how);

	buf_printf(out, "%*s", indent, "");
	if (how->plain_blocks || !code_language_is_known(language)) {
		buf_puts(out, "<pre");
		html_text_attrs(n, "", out);
		buf_putc(out, '>');
		add_bare(n, given, out);
		buf_puts(out, "</pre>\n");
		return;
	}
	buf_puts(out, "<div");
	add_class(n, language, out);
	buf_puts(out, "><div class=\"highlight\">"
		      "<pre class=\"highlight\"><code>");
	add_code(n, language, how, out);
	buf_printf(out, "</code></pre></div>%*s</div>\n", indent, "");
}

void code_writer_span(const struct doctree_node *n,
		      const struct markdown_code *how, struct buf *out)
{
	const struct str language = language_or_default(language_of(n), how);

	if (how->plain_spans) {
		buf_puts(out, "<code");
		html_text_attrs(n, "", out);
		buf_putc(out, '>');
		html_text_escape(n->text, false, out);
		buf_puts(out, "</code>");
		return;
	}
	buf_puts(out, "<code");
	add_class(n, language, out);
	buf_putc(out, '>');
	highlight_code(how->highlighter, language, n->text, out);
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

static void add_figure_code(const struct code_figure *f,
			    const struct highlighter *highlighter,
			    struct buf *out)
{
	auto_buf struct buf html = { 0 };
	auto_buf struct buf marked = { 0 };
	struct numbered table = { .code = f->code,
				  .first = 1,
				  .number_class = "gutter",
				  .code_class = "code" };

	highlight_code(highlighter, f->language, f->code, &html);
	if (f->marks.len) {
		add_marked(buf_str(&html), f->marks, &marked);
		if (!f->numbered && str_ends(buf_str(&marked), "\n"))
			buf_truncate(&marked, marked.len - 1);
	}
	table.html = buf_str(f->marks.len ? &marked : &html);
	if (f->numbered)
		add_numbered(&table, out);
	else
		buf_add_str(out, table.html);
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
