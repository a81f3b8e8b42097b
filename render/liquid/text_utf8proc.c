/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <utf8proc.h>

#include "render/liquid/text.h"

typedef utf8proc_int32_t mapping(utf8proc_int32_t);

static void put(utf8proc_int32_t c, struct buf *out)
{
	utf8proc_uint8_t bytes[4];
	utf8proc_ssize_t len = utf8proc_encode_char(c, bytes);

	buf_add(out, bytes, (size_t)len);
}

static utf8proc_int32_t ascii_up(char c)
{
	return c >= 'a' && c <= 'z' ? c - 32 : c;
}

static utf8proc_int32_t ascii_down(char c)
{
	return c >= 'A' && c <= 'Z' ? c + 32 : c;
}

static void map(struct str s, mapping *to, struct buf *out)
{
	size_t len;

	for (size_t i = 0; i < s.len; i += len) {
		utf8proc_int32_t c;

		len = text_first(str_from(s, i));
		if (len == 1) {
			buf_putc(out, (char)(to == utf8proc_tolower
						     ? ascii_down(s.data[i])
						     : ascii_up(s.data[i])));
			continue;
		}
		(void)utf8proc_iterate((const utf8proc_uint8_t *)s.data + i,
				       (utf8proc_ssize_t)len, &c);
		if (c == 0xdf && to != utf8proc_tolower)
			buf_puts(out, to == utf8proc_toupper ? "SS" : "Ss");
		else
			put(to(c), out);
	}
}

void text_upcase(struct str s, struct buf *out)
{
	map(s, utf8proc_toupper, out);
}

void text_downcase(struct str s, struct buf *out)
{
	map(s, utf8proc_tolower, out);
}

void text_capitalize(struct str s, struct buf *out)
{
	size_t first = text_first(s);

	map(str_n(s.data, first), utf8proc_totitle, out);
	map(str_from(s, first), utf8proc_tolower, out);
}
