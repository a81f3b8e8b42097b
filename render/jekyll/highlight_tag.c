/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/jekyll/highlight_tag.h"

#include <ctype.h>

#include "render/liquid/context.h"
#include "render/liquid/parser.h"
#include "render/markdown/code_writer.h"

struct highlight {
	struct str language;
	bool lines;
	struct block *code;
};

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
	t->language = str_n(m->text.data, n);
	t->lines = str_find(m->text, str_of("linenos")) < m->text.len;
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
	auto_buf struct buf code = { 0 };
	auto_buf struct buf html = { 0 };
	struct err *e;

	e = context_render_block(c, t->code, &code);
	if (e)
		return e;
	code_writer_figure(t->language, without_newlines(buf_str(&code)),
			   t->lines, &html);
	buf_putc(out, '\n');
	add_without_blank_lines(buf_str(&html), out);
	buf_putc(out, '\n');
	return NULL;
}

const struct tag highlight_tag = { "highlight", parse, render };
