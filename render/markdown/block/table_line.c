/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/markdown/block/table_line.h"

#include <ctype.h>

#include "render/markdown/block/block_line.h"
#include "render/markdown/code_span.h"
#include "render/markdown/html_tag.h"

bool table_line_has_pipe(struct str s)
{
	for (size_t i = 0; i < s.len && s.data[i] != '\n'; i++)
		if (s.data[i] == '|' && (!i || s.data[i - 1] != '\\'))
			return true;
	return false;
}

bool table_line_is_separator(struct str line, char mark)
{
	bool has_mark = false;

	for (size_t i = 0; i < line.len && line.data[i] != '\n'; i++) {
		if (!strchr("+|: \t", line.data[i]) && line.data[i] != mark)
			return false;
		has_mark = has_mark || line.data[i] == mark;
	}
	return has_mark;
}

/* The length of "<code ...>...</code>" at the front of @s, or 0. */
static size_t code_element_len(struct str s)
{
	static const char end[] = "</code>";
	size_t at;

	if (!str_starts(s, "<code"))
		return 0;
	at = str_find(s, str_of(end));
	return at < s.len ? at + strlen(end) : 0;
}

size_t table_line_cell(struct str row, struct buf *out)
{
	size_t at = 0;

	while (at < row.len && row.data[at] != '|') {
		struct str rest = str_from(row, at), code;
		size_t n = code_element_len(rest);

		if (!n && rest.data[0] == '`')
			n = code_span_len(rest, at ? row.data[at - 1] : 0,
					  &code);
		if (n) {
			buf_add(out, rest.data, n);
		} else if (rest.data[0] == '`') {
			while (n < rest.len && rest.data[n] == '`')
				n++;
			buf_add(out, rest.data, n);
		} else if (str_starts(rest, "\\|")) {
			buf_putc(out, '|');
			n = 2;
		} else {
			buf_putc(out, rest.data[0]);
			n = 1;
		}
		at += n;
	}
	return at;
}

enum doctree_align table_line_next_alignment(struct str *line)
{
	size_t at = str_find_char(*line, '-'), end = at;
	bool left, right;

	if (at == line->len)
		return DOCTREE_ALIGN_NONE;
	while (end < line->len && line->data[end] == '-')
		end++;
	left = at && line->data[at - 1] == ':';
	right = end < line->len && line->data[end] == ':';
	*line = str_from(*line, end + right);
	if (left && right)
		return DOCTREE_ALIGN_CENTER;
	if (left)
		return DOCTREE_ALIGN_LEFT;
	return right ? DOCTREE_ALIGN_RIGHT : DOCTREE_ALIGN_NONE;
}

/* The length of the element of spans at the front of @s, or 0. */
static size_t element_len(struct str s)
{
	const struct html_element *e;
	struct html_tag tag, end;
	size_t at;

	if (!html_tag_read_start(s, &tag))
		return 0;
	e = html_tag_element(tag.name);
	if (e && e->is_block)
		return 0;
	if (tag.closed || (e && e->is_void))
		return tag.len;
	at = tag.len + html_tag_find_end(str_from(s, tag.len), tag.name);
	if (at == s.len || !html_tag_read_end(str_from(s, at), &end))
		return s.len;
	return at + end.len;
}

/* The length of the code or element at the front of @s, or 0. */
static size_t hidden_len(struct str s, char before)
{
	struct str code;

	if (s.data[0] == '`')
		return code_span_len(s, before, &code);
	return s.data[0] == '<' ? element_len(s) : 0;
}

bool table_line_has_pipes_outside_code(struct str table)
{
	bool has_pipe = false;

	for (size_t i = 0; i + 1 < table.len;) {
		char before = i ? table.data[i - 1] : 0;
		size_t n = hidden_len(str_from(table, i), before);

		if (n) {
			i += n;
			continue;
		}
		if (table.data[i] == '|' && before != '\\')
			has_pipe = true;
		if (table.data[i] == '\n') {
			if (!has_pipe)
				return false;
			has_pipe = false;
		}
		i++;
	}
	return has_pipe;
}
