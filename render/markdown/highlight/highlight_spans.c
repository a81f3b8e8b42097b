/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/markdown/highlight/highlight_spans.h"

bool token_class_eq(struct token_class a, struct token_class b)
{
	return !memcmp(a.name, b.name, sizeof(a.name));
}

/* What one byte becomes at most: "&amp;". */
#define MAX_ESCAPED 5

/* What goes around a text: "</span><span class=\"abc\">". */
#define MAX_TAGS 32

static char *put(char *to, const char *s, size_t len)
{
	memcpy(to, s, len);
	return to + len;
}

static char *put_literal(char *to, const char *s)
{
	return put(to, s, strlen(s));
}

static char *put_tags(char *to, struct token_class from,
		      struct token_class class)
{
	if (from.name[0])
		to = put_literal(to, "</span>");
	if (class.name[0]) {
		to = put_literal(to, "<span class=\"");
		for (const char *c = class.name; *c; c++)
			*to++ = *c;
		to = put_literal(to, "\">");
	}
	return to;
}

static char *put_escaped(char *to, struct str text)
{
	for (size_t i = 0; i < text.len; i++) {
		char c = text.data[i];

		if (c == '&')
			to = put_literal(to, "&amp;");
		else if (c == '<')
			to = put_literal(to, "&lt;");
		else if (c == '>')
			to = put_literal(to, "&gt;");
		else
			*to++ = c;
	}
	return to;
}

void highlight_spans_add(struct highlight_spans *s, struct token_class class,
			 struct str text)
{
	char *start;
	char *to;

	if (!text.len)
		return;
	start = to = buf_reserve(s->out, text.len * MAX_ESCAPED + MAX_TAGS);
	if (!token_class_eq(s->open, class)) {
		to = put_tags(to, s->open, class);
		s->open = class;
	}
	to = put_escaped(to, text);
	*to = '\0';
	s->out->len += (size_t)(to - start);
}

void highlight_spans_end(struct highlight_spans *s)
{
	if (s->open.name[0])
		buf_puts(s->out, "</span>");
	s->open = (struct token_class){ "" };
}
