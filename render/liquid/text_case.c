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

/* Map the ASCII @s begins with, or as much as fits; how long it is. */
static size_t map_ascii(struct str s, mapping *to, struct buf *out)
{
	bool down = to == unicode_lower;
	char chunk[256];
	size_t n = 0;

	while (n < s.len && n < sizeof(chunk) && !(s.data[n] & 0x80)) {
		chunk[n] = down ? ascii_down(s.data[n]) : ascii_up(s.data[n]);
		n++;
	}
	buf_add(out, chunk, n);
	return n;
}

static void map_one(struct str c, mapping *to, struct buf *out)
{
	uint32_t code;

	if (c.len == 1) {
		buf_putc(out, c.data[0]);
		return;
	}
	(void)unicode_next(c, &code);
	if (code == 0xdf && to != unicode_lower)
		buf_puts(out, to == unicode_upper ? "SS" : "Ss");
	else
		unicode_put(to(code), out);
}

static void map(struct str s, mapping *to, struct buf *out)
{
	while (s.len) {
		size_t len = map_ascii(s, to, out);

		if (!len) {
			len = text_first(s);
			map_one(str_n(s.data, len), to, out);
		}
		s = str_from(s, len);
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
