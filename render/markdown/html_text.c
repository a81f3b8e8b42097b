/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/markdown/html_text.h"

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

void html_text_attr(const char *key, struct str value, struct buf *out)
{
	buf_printf(out, " %s=\"", key);
	html_text_escape(value, true, out);
	buf_putc(out, '"');
}

void html_text_attrs(const struct doctree_node *n, const char *except,
		     struct buf *out)
{
	for (const struct doctree_attr *a = n->attrs; a; a = a->next) {
		if (str_is(a->key, except))
			continue;
		buf_putc(out, ' ');
		buf_add_str(out, a->key);
		buf_puts(out, "=\"");
		html_text_escape(a->value, true, out);
		buf_putc(out, '"');
	}
}
