/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/jekyll/highlight_tag.h"

#include <ctype.h>

#include "render/jekyll/build.h"
#include "render/liquid/context.h"
#include "render/liquid/parser.h"
#include "render/markdown/output/code_writer.h"

struct highlight {
	struct str language; /* in lower case */
	bool numbered;
	struct str marks;
	struct block *code;
};

/* 1 5 6 of mark_lines="1 5 6" */
static struct str marks_in(struct str markup)
{
	const struct str option = STR("mark_lines=\"");
	size_t at = str_find(markup, option);
	struct str rest;

	if (at == markup.len)
		return (struct str){ NULL, 0 };
	rest = str_from(markup, at + option.len);
	return str_n(rest.data, str_find_char(rest, '"'));
}

static struct str lower(struct arena *arena, struct str s)
{
	char *copy = arena_strdup(arena, s);

	for (size_t i = 0; i < s.len; i++)
		copy[i] = (char)tolower((unsigned char)copy[i]);
	return str_n(copy, s.len);
}

static fallible parse(struct parser *p, const struct tag_markup *m,
		      struct tag_parsed *ret)
{
	static const char *const ends[] = { "endhighlight", NULL };
	struct highlight *t = arena_alloc(parser_arena(p), sizeof *t);
	struct tag_markup end;
	struct err *e;
	size_t n = 0;

	while (n < m->text.len && !isspace((unsigned char)m->text.data[n]))
		n++;
	if (!n)
		return parser_error(p, m->name.data, "which language?");
	t->language = lower(parser_arena(p), str_n(m->text.data, n));
	t->numbered = str_find(m->text, str_of("linenos")) < m->text.len;
	t->marks = marks_in(m->text);
	e = parser_block(p, m, ends, &t->code, &end);
	if (e)
		return e;
	*ret = (struct tag_parsed){ .self = t };
	return NULL;
}

static struct str without_newlines(struct str s)
{
	while (s.len && strchr("\r\n", s.data[0]))
		s = str_from(s, 1);
	while (s.len && strchr("\r\n", s.data[s.len - 1]))
		s.len--;
	return s;
}

static bool is_blank_line(struct str s)
{
	size_t end = str_find_char(s, '\n');

	return end < s.len && !str_trim(str_n(s.data, end)).len;
}

/* Append @html so that no line of it is empty, for an empty line ends a block
 * of HTML in Markdown. */
static void add_without_blank_lines(struct str html, struct buf *out)
{
	for (size_t i = 0; i < html.len; i++) {
		if (html.data[i] == '\n' &&
		    is_blank_line(str_from(html, i + 1)))
			buf_puts(out, "&#10;");
		else
			buf_putc(out, html.data[i]);
	}
}

static fallible render(const void *self, struct context *c, struct buf *out)
{
	const struct highlight *t = self;
	const struct rendering *r = context_host(c);
	struct code_figure figure = { .language = t->language,
				      .numbered = t->numbered,
				      .marks = t->marks };
	auto_buf struct buf code = { 0 };
	auto_buf struct buf html = { 0 };
	struct err *e;

	e = context_render_block(c, t->code, &code);
	if (e)
		return e;
	figure.code = without_newlines(buf_str(&code));
	code_writer_figure(&figure, r->build->markdown.code.highlighter, &html);
	buf_putc(out, '\n');
	add_without_blank_lines(buf_str(&html), out);
	buf_putc(out, '\n');
	return NULL;
}

const struct tag highlight_tag = { "highlight", parse, render };
