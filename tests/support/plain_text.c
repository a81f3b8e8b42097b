/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/plain_text.h"

/* Take an entity, or a byte, from the front of @html. */
static char next_char(struct str *html)
{
	static const char *const entities[] = { "&lt;", "&gt;", "&amp;" };
	char c = *html->data;
	size_t len = 1;

	for (size_t i = 0; i < 3; i++) {
		if (!str_starts(*html, entities[i]))
			continue;
		c = "<>&"[i];
		len = strlen(entities[i]);
	}
	*html = str_from(*html, len);
	return c;
}

void plain_text_of(struct str html, struct buf *out)
{
	while (html.len) {
		if (*html.data == '<')
			html = str_from(html, str_find_char(html, '>') + 1);
		else
			buf_putc(out, next_char(&html));
	}
}
