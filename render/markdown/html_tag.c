/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/markdown/html_tag.h"

#include <ctype.h>
#include <stdlib.h>
#include <strings.h>

#include "render/markdown/html_elements.h"

static bool is_name_start(char c)
{
	return isalpha((unsigned char)c) || c == '_' || (unsigned char)c >= 128;
}

static bool is_name_char(char c)
{
	return is_name_start(c) || isdigit((unsigned char)c) || c == '-' ||
	       c == '.';
}

static size_t skip_space(struct str s, size_t at)
{
	while (at < s.len && isspace((unsigned char)s.data[at]))
		at++;
	return at;
}

static size_t plain_name_len(struct str s)
{
	size_t n = 0;

	if (!s.len || !is_name_start(s.data[0]))
		return 0;
	while (n < s.len && is_name_char(s.data[n]))
		n++;
	return n;
}

size_t html_tag_name_len(struct str s)
{
	size_t n = plain_name_len(s), more;

	if (!n || n == s.len || s.data[n] != ':')
		return n;
	more = plain_name_len(str_from(s, n + 1));
	return more ? n + 1 + more : n;
}

/* Where the value that follows "=" at @at ends; 0 when there is none. */
static size_t value_end(struct str s, size_t at)
{
	size_t end = at;

	if (at == s.len)
		return 0;
	if (s.data[at] == '"' || s.data[at] == '\'') {
		struct str inside = str_from(s, at + 1);

		end = str_find_char(inside, s.data[at]);
		return end < inside.len ? at + end + 2 : 0;
	}
	while (end < s.len &&
	       (isalnum((unsigned char)s.data[end]) || s.data[end] == '_' ||
		(unsigned char)s.data[end] >= 128))
		end++;
	return end > at ? end : 0;
}

/* Where the attribute that white space at @at begins ends; @at when there is
 * none. */
static size_t attribute_end(struct str s, size_t at)
{
	size_t name = skip_space(s, at), end, value;
	size_t len = html_tag_name_len(str_from(s, name));

	if (name == at || !len)
		return at;
	end = name + len;
	value = skip_space(s, end);
	if (value < s.len && s.data[value] == '=') {
		value = value_end(s, skip_space(s, value + 1));
		if (value)
			end = value;
	}
	return end;
}

bool html_tag_read_start(struct str s, struct html_tag *ret)
{
	struct html_tag t = { 0 };
	size_t at, end;

	if (s.len < 3 || s.data[0] != '<')
		return false;
	t.name = str_n(s.data + 1, html_tag_name_len(str_from(s, 1)));
	if (!t.name.len)
		return false;
	at = 1 + t.name.len;
	t.attributes.data = s.data + at;
	while ((end = attribute_end(s, at)) > at)
		at = end;
	t.attributes.len = (size_t)(s.data + at - t.attributes.data);
	at = skip_space(s, at);
	t.closed = at < s.len && s.data[at] == '/';
	at += t.closed;
	if (at == s.len || s.data[at] != '>')
		return false;
	t.len = at + 1;
	*ret = t;
	return true;
}

bool html_tag_read_end(struct str s, struct html_tag *ret)
{
	struct html_tag t = { 0 };
	size_t at;

	if (s.len < 4 || s.data[0] != '<' || s.data[1] != '/')
		return false;
	t.name = str_n(s.data + 2, html_tag_name_len(str_from(s, 2)));
	at = skip_space(s, 2 + t.name.len);
	if (!t.name.len || at == s.len || s.data[at] != '>')
		return false;
	t.len = at + 1;
	*ret = t;
	return true;
}

static int compare(const void *key, const void *element)
{
	const struct str *name = key;
	const struct html_element *e = element;
	int order = strncasecmp(name->data, e->name, name->len);

	return order ? order : (e->name[name->len] ? -1 : 0);
}

const struct html_element *html_tag_element(struct str name)
{
	return bsearch(&name, html_elements,
		       sizeof html_elements / sizeof *html_elements,
		       sizeof *html_elements, compare);
}

bool html_tag_is_same(struct str open, struct str name)
{
	if (open.len != name.len)
		return false;
	return html_tag_element(open)
		       ? !strncasecmp(open.data, name.data, open.len)
		       : str_eq(open, name);
}

size_t html_tag_find_end(struct str s, struct str name)
{
	size_t at = 0;

	while (at < s.len) {
		struct html_tag end;
		struct str rest;

		at += str_find_char(str_from(s, at), '<');
		rest = str_from(s, at);
		if (html_tag_read_end(rest, &end) && end.name.len == name.len &&
		    !strncasecmp(end.name.data, name.data, name.len))
			return at;
		at += at < s.len;
	}
	return at;
}
