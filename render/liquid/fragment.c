/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/liquid/fragment.h"

#include <ctype.h>

static bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

struct str fragment_skip_space(struct str s)
{
	while (s.len && is_space(s.data[0]))
		s = str_from(s, 1);
	return s;
}

bool fragment_is_word(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

static size_t quoted_length(struct str s)
{
	const char *close;

	if (!s.len || (s.data[0] != '"' && s.data[0] != '\''))
		return 0;
	close = memchr(s.data + 1, s.data[0], s.len - 1);
	return close ? (size_t)(close - s.data) + 1 : 0;
}

size_t fragment_run_length(struct str s)
{
	size_t len = 0;

	while (len < s.len) {
		size_t quoted = quoted_length(str_from(s, len));

		if (!quoted &&
		    (is_space(s.data[len]) || strchr(",|'\"", s.data[len])))
			break;
		len += quoted ? quoted : 1;
	}
	return len;
}

size_t fragment_length(struct str s)
{
	size_t quoted = quoted_length(s);

	return quoted ? quoted : fragment_run_length(s);
}

bool fragment_take(struct str *rest, struct str *ret)
{
	for (; rest->len; *rest = str_from(*rest, 1)) {
		size_t len = fragment_length(*rest);

		if (len) {
			*ret = str_n(rest->data, len);
			*rest = str_from(*rest, len);
			return true;
		}
	}
	return false;
}

static size_t name_length(struct str s)
{
	size_t len = 0;

	if (!s.len || !fragment_is_word(s.data[0]))
		return 0;
	while (len < s.len &&
	       (fragment_is_word(s.data[len]) || s.data[len] == '-'))
		len++;
	return len;
}

bool fragment_take_attribute(struct str *rest, struct str *ret_name,
			     struct str *ret_value)
{
	while (rest->len) {
		size_t name = name_length(*rest);
		struct str after = fragment_skip_space(str_from(*rest, name));
		size_t len = 0;

		if (name && after.len && after.data[0] == ':') {
			after = fragment_skip_space(str_from(after, 1));
			len = fragment_length(after);
		}
		if (len) {
			*ret_name = str_n(rest->data, name);
			*ret_value = str_n(after.data, len);
			*rest = str_from(after, len);
			return true;
		}
		*rest = str_from(*rest, name ? name : 1);
	}
	return false;
}

bool fragment_skip_word(struct str *rest, const char *word)
{
	struct str s = fragment_skip_space(*rest), after;

	if (s.len == rest->len || !str_starts(s, word))
		return false;
	s = str_from(s, strlen(word));
	after = fragment_skip_space(s);
	if (after.len == s.len)
		return false;
	*rest = after;
	return true;
}
