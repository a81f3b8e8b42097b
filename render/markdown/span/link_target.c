/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/markdown/span/link_target.h"

#include <ctype.h>

static size_t skip_space(struct str s, size_t at)
{
	while (at < s.len && isspace((unsigned char)s.data[at]))
		at++;
	return at;
}

/* "[id]" or "[]" with white space before it. Returns its length, or 0. */
static size_t read_id(struct str s, struct str *id)
{
	size_t at = skip_space(s, 0), len;
	struct str inside;

	if (at == s.len || s.data[at] != '[')
		return 0;
	inside = str_from(s, at + 1);
	len = str_find_char(inside, ']');
	if (len == inside.len)
		return 0;
	if (len)
		*id = str_n(inside.data, len);
	return at + 1 + len + 1;
}

/* "title") with white space around. Returns its length, or 0. */
static size_t read_title(struct str s, struct str *title)
{
	size_t at = skip_space(s, 0);
	char quote = at < s.len ? s.data[at] : 0;

	if (quote != '"' && quote != '\'')
		return 0;
	for (size_t i = at + 2; i < s.len; i++) {
		size_t end = skip_space(s, i + 1);

		if (s.data[i] == quote && end < s.len && s.data[end] == ')') {
			*title = str_n(s.data + at + 1, i - at - 1);
			return end + 1;
		}
		if (s.data[i] == quote && end == s.len)
			return 0;
	}
	return 0;
}

/* Where the url after the parenthesis at the front of @s ends: at the one that
 * closes it, or at white space before a title. */
static size_t find_url_end(struct str s)
{
	size_t open = 0;

	for (size_t i = 0; i < s.len; i++) {
		char c = s.data[i];

		open += c == '(';
		if (c == ')' && !--open)
			return i;
		if (isspace((unsigned char)c) && i + 1 < s.len &&
		    strchr("'\"", s.data[i + 1]))
			return i;
	}
	return s.len;
}

static size_t read_target(struct str s, struct doctree_node *link)
{
	size_t end, title;

	if (str_starts(s, "(<")) {
		end = str_find_char(s, '>');
		if (end == s.len)
			return 0;
		link->url = str_n(s.data + 2, end - 2);
		end++;
		if (end < s.len && s.data[end] == ')')
			return end + 1;
	} else {
		end = find_url_end(s);
		if (end == s.len)
			return 0;
		link->url = str_trim(str_n(s.data + 1, end - 1));
		if (s.data[end] == ')')
			return end + 1;
	}
	title = read_title(str_from(s, end), &link->title);
	return title ? end + title : 0;
}

bool link_target_read(struct str s, struct str text,
		      const struct definitions *d, size_t *budget,
		      struct doctree_node *link, size_t *ret_len)
{
	struct str id = text;
	size_t len = *budget ? read_id(s, &id) : 0;
	const struct doctree_node *found;

	if (len || !s.len || s.data[0] != '(') {
		found = definitions_find_link(d, id);
		if (!found)
			return false;
		link->url = found->url;
		link->title = found->title;
		link->ials = found->first->ials;
		*ret_len = len;
		return true;
	}
	*ret_len = *budget ? read_target(s, link) : 0;
	if (!*ret_len)
		*budget -= s.len < *budget ? s.len : *budget;
	return *ret_len;
}
