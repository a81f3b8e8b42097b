/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/markdown/highlight_spans.h"

#include "render/markdown/html_text.h"

bool token_class_eq(struct token_class a, struct token_class b)
{
	return !memcmp(a.name, b.name, sizeof(a.name));
}

static void close_span(struct highlight_spans *s)
{
	if (s->open.name[0])
		buf_puts(s->out, "</span>");
}

void highlight_spans_add(struct highlight_spans *s, struct token_class class,
			 struct str text)
{
	if (!text.len)
		return;
	if (!token_class_eq(s->open, class)) {
		close_span(s);
		s->open = class;
		if (class.name[0]) {
			buf_puts(s->out, "<span class=\"");
			buf_puts(s->out, class.name);
			buf_puts(s->out, "\">");
		}
	}
	html_text_escape(text, false, s->out);
}

void highlight_spans_end(struct highlight_spans *s)
{
	close_span(s);
	s->open = (struct token_class){ "" };
}
