/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/markdown/block/list_line.h"

#include <ctype.h>

#include "render/markdown/block/block_line.h"

#define TAB 4

static size_t skip_space(struct str s)
{
	size_t n = 0;

	while (n < s.len && isspace((unsigned char)s.data[n]))
		n++;
	return n;
}

/* The attribute list at the front of @s with the white space around it. */
static size_t attributes_len(struct str s, struct str *ret_body)
{
	size_t at = skip_space(s), len, name;
	struct str list = str_from(s, at);

	if (!str_starts(list, "{:") || list.len < 4 ||
	    strchr(":/", list.data[2]))
		return 0;
	name = attribute_list_name_len(str_from(list, 2));
	if (name && list.data[2 + name] == ':')
		return 0;
	len = block_line_braces(list, ret_body);
	if (!len)
		return 0;
	at += len;
	return at + skip_space(str_from(s, at));
}

/* How many columns of white space are at the front of @s, which begins at
 * @column. */
static size_t columns_of_space(struct str s, size_t column)
{
	size_t width = 0;

	for (size_t i = 0; i < s.len; i++) {
		if (s.data[i] == ' ')
			width++;
		else if (s.data[i] == '\t')
			width += TAB - (column + width) % TAB;
		else
			break;
	}
	return width;
}

size_t list_line_first(struct arena *a, struct str s, size_t marker,
		       struct buf *out, struct doctree_ial **chain)
{
	struct str content = str_from(str_n(s.data, block_line_len(s)), marker);
	struct str body = { 0 };
	size_t list = attributes_len(content, &body);
	size_t column = marker + columns_of_space(content, marker);

	if (skip_space(content) == content.len || list == content.len)
		column = TAB;
	if (list)
		attribute_list_add(a, chain, body);
	else
		list = skip_space(content);
	buf_add_str(out, str_from(content, list));
	return column;
}

/* How many groups of a tab or four spaces are at the front of @s, up to @most;
 * their bytes go to *@ret_len. */
static size_t groups_of_indent(struct str s, size_t most, size_t *ret_len)
{
	size_t groups = 0, at = 0, n;

	while (groups < most && (n = block_line_indent(str_from(s, at)))) {
		groups++;
		at += n;
	}
	*ret_len = at;
	return groups;
}

size_t list_line_indented(struct str s, size_t column)
{
	const size_t want = column / TAB, spaces = column % TAB;
	size_t at;

	if (block_line_blank(s) || groups_of_indent(s, want, &at) < want ||
	    (block_line_spaces(str_from(s, at), spaces) < spaces &&
	     !block_line_indent(str_from(s, at))))
		return 0;
	return block_line_len(s);
}

size_t list_line_lazy(struct str s, size_t column)
{
	const size_t spaces = column < 3 ? column : 3;
	size_t n = block_line_spaces(s, spaces);
	struct str body;

	if (!s.len || block_line_blank(s) || block_line_is_html(s, spaces))
		return 0;
	if (n < s.len && s.data[n] == '{' && block_line_attributes(s, &body))
		return 0;
	return block_line_len(s);
}

bool list_line_unindent(struct str line, size_t column, struct buf *out)
{
	size_t at = out->len, tabs = 0, have;

	while (tabs < line.len && line.data[tabs] == '\t')
		tabs++;
	for (size_t i = 0; i < tabs * TAB; i++)
		buf_putc(out, ' ');
	buf_add_str(out, str_from(line, tabs));
	have = block_line_spaces(str_from(buf_str(out), at), column);
	if (have < column)
		return false;
	memmove(out->data + at, out->data + at + column,
		out->len - at - column);
	buf_truncate(out, out->len - column);
	return true;
}
