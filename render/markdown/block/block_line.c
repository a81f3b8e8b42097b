/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/markdown/block/block_line.h"

#include <ctype.h>

#include "render/markdown/html_tag.h"

#define MAX_LIST 1024 /* bytes of an attribute list */

static bool is_space(char c)
{
	return isspace((unsigned char)c);
}

size_t block_line_len(struct str s)
{
	const char *end = s.len ? memchr(s.data, '\n', s.len) : NULL;

	return end ? (size_t)(end - s.data) + 1 : s.len;
}

size_t block_line_spaces(struct str s, size_t most)
{
	size_t n = 0;

	while (n < s.len && n < most && s.data[n] == ' ')
		n++;
	return n;
}

size_t block_line_blank(struct str s)
{
	size_t end = 0;

	for (size_t i = 0; i < s.len && is_space(s.data[i]); i++)
		if (s.data[i] == '\n')
			end = i + 1;
	return end;
}

size_t block_line_rest_is_blank(struct str s)
{
	for (size_t i = 0; i < s.len && is_space(s.data[i]); i++)
		if (s.data[i] == '\n')
			return i + 1;
	return 0;
}

size_t block_line_end_mark(struct str s)
{
	size_t rest;

	if (!s.len || s.data[0] != '^')
		return 0;
	rest = block_line_rest_is_blank(str_from(s, 1));
	return rest ? 1 + rest : 0;
}

size_t block_line_indent(struct str s)
{
	if (s.len && s.data[0] == '\t')
		return 1;
	return block_line_spaces(s, 4) == 4 ? 4 : 0;
}

size_t block_line_braces(struct str s, struct str *ret_body)
{
	if (!str_starts(s, "{:"))
		return 0;
	for (size_t i = 2; i < s.len && i < MAX_LIST; i++) {
		if (s.data[i] == '\\' && i + 1 < s.len && s.data[i + 1] == '}')
			i++;
		else if (s.data[i] == '}') {
			*ret_body = str_n(s.data + 2, i - 2);
			return i == 2 ? 0 : i + 1;
		}
	}
	return 0;
}

size_t block_line_attributes(struct str s, struct str *ret_body)
{
	size_t spaces = block_line_spaces(s, 3), len, blank;
	struct str list = str_from(s, spaces);
	struct str body;

	if (!str_starts(list, "{:") || list.len < 4 ||
	    strchr(":/", list.data[2]))
		return 0;
	len = block_line_braces(list, &body);
	blank = len ? block_line_rest_is_blank(str_from(list, len)) : 0;
	if (!blank)
		return 0;
	*ret_body = body;
	return spaces + len + blank;
}

size_t block_line_marker(struct str s, char kind, size_t spaces)
{
	size_t at = block_line_spaces(s, spaces), from = at;

	if (kind == '1') {
		while (at < s.len && isdigit((unsigned char)s.data[at]))
			at++;
		if (at == from || at == s.len || s.data[at] != '.')
			return 0;
	} else if (at == s.len ||
		   !strchr(kind == '*' ? "+*-" : ":", s.data[at])) {
		return 0;
	}
	at++;
	return at < s.len && strchr("\t| ", s.data[at]) && s.data[at] ? at : 0;
}

bool block_line_is_item(struct str s)
{
	return block_line_marker(s, '*', 3) || block_line_marker(s, '1', 3);
}

size_t block_line_rule(struct str s)
{
	size_t at = block_line_spaces(s, 3), marks = 0;
	char mark;

	if (at == s.len || !strchr("*-_", s.data[at]))
		return 0;
	mark = s.data[at];
	for (; at < s.len && s.data[at] != '\n'; at++) {
		if (s.data[at] == mark)
			marks++;
		else if (s.data[at] != ' ' && s.data[at] != '\t')
			return 0;
	}
	return marks >= 3 ? at + 1 : 0;
}

bool block_line_is_fence(struct str s)
{
	size_t at = block_line_spaces(s, 3);

	return at + 3 <= s.len && strchr("`~", s.data[at]) &&
	       strchr("`~", s.data[at + 1]) && strchr("`~", s.data[at + 2]);
}

bool block_line_is_heading(struct str s)
{
	size_t n = 0;

	while (n < s.len && n < 6 && s.data[n] == '#')
		n++;
	return n && n < s.len && (s.data[n] == ' ' || s.data[n] == '\t');
}

bool block_line_is_quote(struct str s)
{
	size_t at = block_line_spaces(s, 3);

	return at < s.len && s.data[at] == '>';
}

/* Does the tag whose name begins @s stand among spans? A name that such a tag's
 * is the first word of counts too. */
static bool is_span_name(struct str s)
{
	const struct html_element *e;
	size_t n = 0;

	while (n < s.len &&
	       (isalnum((unsigned char)s.data[n]) || s.data[n] == '_'))
		n++;
	e = html_tag_element(str_n(s.data, n));
	return (e && e->is_span) || str_is(str_n(s.data, n), "script");
}

bool block_line_is_html(struct str s, size_t spaces)
{
	size_t at = block_line_spaces(s, spaces);
	struct html_tag end;

	if (at + 2 > s.len || s.data[at] != '<')
		return false;
	s = str_from(s, at);
	if (s.data[1] == '/')
		return html_tag_read_end(s, &end) && !is_span_name(end.name);
	s = str_from(s, 1);
	return html_tag_name_len(s) && !is_span_name(s);
}

bool block_line_ends_lazy(struct str s)
{
	struct str body;

	return !s.len || block_line_blank(s) || block_line_end_mark(s) ||
	       block_line_is_html(s, 3) || block_line_attributes(s, &body);
}
