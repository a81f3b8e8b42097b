/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/markdown/html_text.h"

#include <ctype.h>

void html_text_escape(struct str s, bool in_attribute, struct buf *out)
{
	size_t from = 0;

	for (size_t i = 0; i < s.len; i++) {
		const char *entity;

		if (s.data[i] == '&')
			entity = "&amp;";
		else if (s.data[i] == '<')
			entity = "&lt;";
		else if (s.data[i] == '>')
			entity = "&gt;";
		else if (s.data[i] == '"' && in_attribute)
			entity = "&quot;";
		else
			continue;
		buf_add(out, s.data + from, i - from);
		buf_puts(out, entity);
		from = i + 1;
	}
	buf_add(out, s.data + from, s.len - from);
}

size_t html_text_entity(struct str s)
{
	size_t n = 1;

	if (n < s.len && s.data[n] == '#')
		n++;
	while (n < s.len && isalnum((unsigned char)s.data[n]))
		n++;
	return n > 2 && n < s.len && s.data[n] == ';' ? n + 1 : 0;
}

void html_text_escape_marks(struct str s, struct buf *out)
{
	while (s.len) {
		size_t at = str_find_char(s, '&'), n;

		html_text_escape(str_n(s.data, at), true, out);
		s = str_from(s, at);
		n = s.len ? html_text_entity(s) : 0;
		if (n)
			buf_add(out, s.data, n);
		else if (s.len)
			buf_puts(out, "&amp;");
		s = str_from(s, n || !s.len ? n : 1);
	}
}

void html_text_attr(const char *key, struct str value, struct buf *out)
{
	buf_putc(out, ' ');
	buf_puts(out, key);
	buf_puts(out, "=\"");
	html_text_escape_marks(value, out);
	buf_putc(out, '"');
}

void html_text_attrs(const struct doctree_node *n, const char *except,
		     struct buf *out)
{
	for (const struct doctree_attr *a = n->attrs; a; a = a->next) {
		if (str_is(a->key, except) ||
		    (str_is(a->key, "id") && !str_trim(a->value).len))
			continue;
		buf_putc(out, ' ');
		buf_add_str(out, a->key);
		buf_puts(out, "=\"");
		html_text_escape(a->value, true, out);
		buf_putc(out, '"');
	}
}
