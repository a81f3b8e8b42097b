/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/jekyll/page_toc_id.h"

#include "lib/num.h"
#include "lib/unicode.h"
#include "render/liquid/text.h"
#include "render/markdown/html_text.h"

/* Append the character that an entity with a number stands for. One with a
 * name is a sign, which no id has. */
static void add_entity(struct str entity, struct buf *out)
{
	const struct str digits = str_n(entity.data + 2, entity.len - 3);
	uint64_t c;

	if (entity.data[1] == '#' && num_parse_uint(digits, 0x10ffff, &c))
		unicode_put((uint32_t)c, out);
}

static void decode(struct str text, struct buf *out)
{
	while (text.len) {
		const size_t at = str_find_char(text, '&');
		size_t n;

		buf_add(out, text.data, at);
		text = str_from(text, at);
		n = text.len ? html_text_entity(text) : 0;
		if (n)
			add_entity(str_n(text.data, n), out);
		text = str_from(text, n || !text.len ? n : 1);
	}
}

void page_toc_id_add(struct str text, struct buf *out)
{
	auto_buf struct buf plain = { 0 };
	auto_buf struct buf lower = { 0 };
	struct str rest;

	decode(text, &plain);
	text_downcase(buf_str(&plain), &lower);
	for (rest = buf_str(&lower); rest.len;) {
		uint32_t c;
		const size_t n = unicode_next(rest, &c);

		if (c == ' ' || c == '-')
			buf_putc(out, '-');
		else if (c < 0x80 && (unicode_is_word(c) || c == '_'))
			buf_putc(out, (char)c);
		else if (unicode_is_word(c) || unicode_is_connector(c))
			for (size_t i = 0; i < n; i++)
				buf_printf(out, "%%%02X",
					   (unsigned char)rest.data[i]);
		rest = str_from(rest, n);
	}
}
