/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/liquid/text.h"

/* The length of the character at @p, by its first byte and those after it. */
static size_t char_len(const unsigned char *p, size_t left)
{
	size_t len;

	if (p[0] < 0x80)
		return 1;
	if (p[0] >= 0xc2 && p[0] <= 0xdf)
		len = 2;
	else if (p[0] >= 0xe0 && p[0] <= 0xef)
		len = 3;
	else if (p[0] >= 0xf0 && p[0] <= 0xf4)
		len = 4;
	else
		return 0;
	if (len > left)
		return 0;
	for (size_t i = 1; i < len; i++)
		if ((p[i] & 0xc0) != 0x80)
			return 0;
	if ((p[0] == 0xe0 && p[1] < 0xa0) || (p[0] == 0xed && p[1] > 0x9f) ||
	    (p[0] == 0xf0 && p[1] < 0x90) || (p[0] == 0xf4 && p[1] > 0x8f))
		return 0;
	return len;
}

size_t text_first(struct str s)
{
	size_t len;

	if (!s.len)
		return 0;
	len = char_len((const unsigned char *)s.data, s.len);
	return len ? len : 1;
}

size_t text_length(struct str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.len; n++)
		i += s.data[i] & 0x80 ? text_first(str_from(s, i)) : 1;
	return n;
}

size_t text_offset(struct str s, size_t n)
{
	size_t i = 0;

	while (n-- && i < s.len)
		i += s.data[i] & 0x80 ? text_first(str_from(s, i)) : 1;
	return i;
}

bool text_is_valid(struct str s)
{
	const unsigned char *p = (const unsigned char *)s.data;
	size_t len;

	for (size_t i = 0; i < s.len; i += len) {
		len = char_len(p + i, s.len - i);
		if (!len)
			return false;
	}
	return true;
}

bool text_is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r') || c == '\0';
}

struct str text_strip_left(struct str s)
{
	while (s.len && text_is_space(s.data[0])) {
		s.data++;
		s.len--;
	}
	return s;
}

struct str text_strip_right(struct str s)
{
	while (s.len && text_is_space(s.data[s.len - 1]))
		s.len--;
	return s;
}

static unsigned char lower(char c)
{
	return (unsigned char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
}

int text_compare_caseless(struct str a, struct str b)
{
	size_t len = a.len < b.len ? a.len : b.len;

	for (size_t i = 0; i < len; i++) {
		int diff = lower(a.data[i]) - lower(b.data[i]);

		if (diff)
			return diff;
	}
	return a.len < b.len ? -1 : a.len > b.len;
}
