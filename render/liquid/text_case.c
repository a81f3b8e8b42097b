/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lib/unicode.h"
#include "render/liquid/text.h"

typedef uint32_t mapping(uint32_t);

static char ascii_up(char c)
{
	return c >= 'a' && c <= 'z' ? (char)(c - 32) : c;
}

static char ascii_down(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static void map(struct str s, mapping *to, struct buf *out)
{
	size_t len;

	for (size_t i = 0; i < s.len; i += len) {
		uint32_t c;

		len = text_first(str_from(s, i));
		if (len == 1) {
			buf_putc(out, to == unicode_lower
					      ? ascii_down(s.data[i])
					      : ascii_up(s.data[i]));
			continue;
		}
		(void)unicode_next(str_n(s.data + i, len), &c);
		if (c == 0xdf && to != unicode_lower)
			buf_puts(out, to == unicode_upper ? "SS" : "Ss");
		else
			unicode_put(to(c), out);
	}
}

void text_upcase(struct str s, struct buf *out)
{
	map(s, unicode_upper, out);
}

void text_downcase(struct str s, struct buf *out)
{
	map(s, unicode_lower, out);
}

void text_capitalize(struct str s, struct buf *out)
{
	size_t first = text_first(s);

	map(str_n(s.data, first), unicode_title, out);
	map(str_from(s, first), unicode_lower, out);
}
