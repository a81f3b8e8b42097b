/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lib/str.h"

static bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

int str_cmp(struct str a, struct str b)
{
	size_t common = a.len < b.len ? a.len : b.len;
	int order = common ? memcmp(a.data, b.data, common) : 0;

	if (order)
		return order;
	return a.len < b.len ? -1 : a.len > b.len;
}

bool str_starts(struct str s, const char *prefix)
{
	size_t len = strlen(prefix);

	return s.len >= len && (!len || !memcmp(s.data, prefix, len));
}

bool str_ends(struct str s, const char *suffix)
{
	size_t len = strlen(suffix);

	return s.len >= len &&
	       (!len || !memcmp(s.data + s.len - len, suffix, len));
}

struct str str_from(struct str s, size_t from)
{
	return s.data ? str_n(s.data + from, s.len - from) : s;
}

const char *str_plural(uint64_t n)
{
	return n == 1 ? "" : "s";
}

struct str str_trim(struct str s)
{
	while (s.len && is_space(s.data[s.len - 1]))
		s.len--;
	while (s.len && is_space(*s.data))
		s = str_from(s, 1);
	return s;
}

size_t str_find_char(struct str s, char c)
{
	const char *at = s.len ? memchr(s.data, c, s.len) : NULL;

	return at ? (size_t)(at - s.data) : s.len;
}

size_t str_find(struct str s, struct str needle)
{
	const char *at;

	if (!needle.len)
		return 0;
	at = s.len ? memmem(s.data, s.len, needle.data, needle.len) : NULL;
	return at ? (size_t)(at - s.data) : s.len;
}

bool str_split(struct str *rest, char c, struct str *ret_part)
{
	size_t at;

	if (!rest->data)
		return false;
	at = str_find_char(*rest, c);
	*ret_part = str_n(rest->data, at);
	*rest = at < rest->len ? str_from(*rest, at + 1) : (struct str){ 0 };
	return true;
}
