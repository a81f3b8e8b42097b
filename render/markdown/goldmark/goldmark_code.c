/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <ctype.h>
#include <inttypes.h>

#include "lib/num.h"
#include "render/markdown/goldmark/goldmark.h"
#include "render/markdown/highlight/highlight.h"
#include "render/markdown/html_text.h"

/* What Hugo's highlighter has no lexer for, and scripts of a page look for. */
static bool is_for_scripts(struct str language)
{
	return str_is(language, "mermaid") || str_is(language, "goat") ||
	       str_is(language, "math");
}

static bool is_of_word(char c)
{
	return isalnum((unsigned char)c) || c == '_' || c == '-';
}

/* Cut the next word off @rest. */
static struct str cut_word(struct str *rest)
{
	size_t start = 0, end;

	while (start < rest->len && !is_of_word(rest->data[start]))
		start++;
	for (end = start; end < rest->len && is_of_word(rest->data[end]);)
		end++;
	*rest = str_from(*rest, end);
	return str_n(rest->data - (end - start), end - start);
}

void goldmark_code_options(struct goldmark_code *c, struct str options)
{
	struct str word = cut_word(&options);

	for (; word.len; word = cut_word(&options)) {
		const bool numbers = str_is(word, "linenos");

		if (!numbers && !str_is(word, "linenostart"))
			continue;
		word = cut_word(&options);
		if (!numbers)
			(void)num_parse_uint(word, UINT32_MAX, &c->first);
		else
			c->numbered = !str_is(word, "false");
		c->numbered_inline =
			numbers ? str_is(word, "inline") : c->numbered_inline;
	}
}

static void write_class(struct str language, struct buf *out)
{
	buf_puts(out, "<code class=\"language-");
	html_text_escape(language, true, out);
	buf_puts(out, "\" data-lang=\"");
	html_text_escape(language, true, out);
	buf_puts(out, "\">");
}

static void write_plain(const struct goldmark_code *c, struct buf *out)
{
	buf_puts(out, "<pre tabindex=\"0\">");
	if (c->language.len)
		write_class(c->language, out);
	else
		buf_puts(out, "<code>");
	html_text_escape(c->text, true, out);
	buf_puts(out, "</code></pre>");
}

static void write_colours(const struct goldmark_code *c,
			  const struct highlighter *highlighter,
			  struct buf *out)
{
	buf_puts(out, "<pre tabindex=\"0\" class=\"chroma\">");
	write_class(c->language, out);
	highlight_code(highlighter, c->language, c->text, out);
	buf_puts(out, "</code></pre>");
}

static uint64_t count_lines(struct str text)
{
	uint64_t lines = text.len && !str_ends(text, "\n");

	for (size_t i = 0; i < text.len; i++)
		lines += text.data[i] == '\n';
	return lines;
}

/* Numbers to the left of the code. */
static void write_table(const struct goldmark_code *c,
			const struct highlighter *highlighter, struct buf *out)
{
	const uint64_t lines = count_lines(c->text);

	buf_puts(out, "<div class=\"chroma\">\n<table class=\"lntable\"><tr>"
		      "<td class=\"lntd\">\n<pre tabindex=\"0\""
		      " class=\"chroma\"><code>");
	for (uint64_t i = 0; i < lines; i++)
		buf_printf(out, "<span class=\"lnt\">%" PRIu64 "\n</span>",
			   i + (c->first ? c->first : 1));
	buf_puts(out, "</code></pre></td>\n<td class=\"lntd\">\n");
	write_colours(c, highlighter, out);
	buf_puts(out, "</td></tr></table>\n</div>\n");
}

/* Numbers at the beginning of each line; then no token may span two. */
static void write_lines(const struct goldmark_code *c,
			const struct highlighter *highlighter, struct buf *out)
{
	struct str rest = c->text;
	uint64_t number = c->first ? c->first : 1;

	buf_puts(out, "<pre tabindex=\"0\" class=\"chroma\">");
	write_class(c->language, out);
	while (rest.len) {
		size_t end = str_find_char(rest, '\n');

		end += end < rest.len;
		buf_printf(out, "<span class=\"ln\">%" PRIu64 "</span>",
			   number++);
		highlight_code(highlighter, c->language, str_n(rest.data, end),
			       out);
		rest = str_from(rest, end);
	}
	buf_puts(out, "</code></pre>");
}

void goldmark_code_write(const struct goldmark_code *c,
			 const struct highlighter *highlighter, struct buf *out)
{
	if (!c->language.len || is_for_scripts(c->language)) {
		write_plain(c, out);
		return;
	}
	buf_puts(out, "<div class=\"highlight\">");
	if (c->numbered_inline)
		write_lines(c, highlighter, out);
	else if (c->numbered)
		write_table(c, highlighter, out);
	else
		write_colours(c, highlighter, out);
	buf_puts(out, "</div>");
}
