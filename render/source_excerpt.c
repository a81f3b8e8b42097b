/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/source_excerpt.h"

#include <stdlib.h>

#include "lib/fs.h"
#include "lib/utf8.h"

#define TAB_WIDTH 8
#define MAX_FILE_BYTES (16u << 20)
#define MARK "..." /* where a line was cut */
#define MARK_WIDTH 3

struct range {
	uint32_t first, last;
};

/* Those with two columns, roughly: East_Asian_Width W and F, and emoji. */
static const struct range wide[] = {
	{ 0x1100, 0x115f },   { 0x231a, 0x231b },   { 0x2e80, 0x303e },
	{ 0x3041, 0x4dbf },   { 0x4e00, 0xa4cf },   { 0xa960, 0xa97f },
	{ 0xac00, 0xd7a3 },   { 0xf900, 0xfaff },   { 0xfe30, 0xfe6f },
	{ 0xff00, 0xff60 },   { 0xffe0, 0xffe6 },   { 0x16fe0, 0x18aff },
	{ 0x1b000, 0x1b2ff }, { 0x1f300, 0x1f64f }, { 0x1f680, 0x1f6ff },
	{ 0x1f900, 0x1faff }, { 0x20000, 0x3fffd },
};

/* Marks that combine with what is before them. */
static const struct range narrow[] = {
	{ 0x300, 0x36f },   { 0x483, 0x489 },   { 0x591, 0x5bd },
	{ 0x610, 0x61a },   { 0x64b, 0x65f },   { 0x200c, 0x200d },
	{ 0x20d0, 0x20f0 }, { 0xfe00, 0xfe0f }, { 0xfe20, 0xfe2f },
};

/* What is not seen, and changes how the rest is. */
static const struct range unsafe[] = {
	{ 0x0, 0x1f },      { 0x7f, 0x9f },     { 0x61c, 0x61c },
	{ 0x200b, 0x200b }, { 0x200e, 0x200f }, { 0x2028, 0x202e },
	{ 0x2060, 0x206f }, { 0xfeff, 0xfeff }, { 0xfff9, 0xfffb },
};

#define LEN(array) (sizeof(array) / sizeof(*(array)))

static bool is_in(uint32_t c, const struct range *ranges, size_t len)
{
	for (size_t i = 0; i < len && ranges[i].first <= c; i++)
		if (c <= ranges[i].last)
			return true;
	return false;
}

/* The character that @s, which has @n bytes, is. */
static uint32_t decode(const char *s, size_t n)
{
	static const unsigned char masks[] = { 0, 0x7f, 0x1f, 0x0f, 0x07 };
	uint32_t c = (unsigned char)s[0] & masks[n];

	for (size_t i = 1; i < n; i++)
		c = c << 6 | ((unsigned char)s[i] & 0x3f);
	return c;
}

/* A character as it is shown. */
struct glyph {
	struct str text;
	unsigned width; /* in columns; of a tab as many spaces */
};

/* Take the first one off @rest, which would be shown at @column, from 0. */
static struct glyph cut_glyph(struct str *rest, unsigned column)
{
	static const struct str unknown = STR("?");
	const size_t n = utf8_first(*rest);
	struct glyph g = { str_n(rest->data, n), 1 };
	const uint32_t c = n ? decode(rest->data, n) : 0;

	*rest = str_from(*rest, n ? n : 1);
	if (c == '\t')
		return (struct glyph){ STR(" "),
				       TAB_WIDTH - column % TAB_WIDTH };
	if (!n || is_in(c, unsafe, LEN(unsafe)))
		g.text = unknown;
	else if (is_in(c, wide, LEN(wide)))
		g.width = 2;
	else if (is_in(c, narrow, LEN(narrow)))
		g.width = 0;
	return g;
}

/* Where on the screen character @n of @line would be, from 0; at its end when
 * it has fewer. */
static unsigned column_of(struct str line, unsigned n)
{
	unsigned column = 0;

	while (line.len && n--)
		column += cut_glyph(&line, column).width;
	return column;
}

static void put_spaces(unsigned from, unsigned to, struct buf *out)
{
	for (; from < to; from++)
		buf_putc(out, ' ');
}

/* Show the columns from @from to before @to; what does not fit in whole becomes
 * spaces. */
static void put_columns(struct str line, unsigned from, unsigned to,
			struct buf *out)
{
	for (unsigned at = 0; line.len && at < to;) {
		const struct glyph g = cut_glyph(&line, at);
		const unsigned end = at + g.width;

		if (at >= from && end <= to && !str_is(g.text, " "))
			buf_add_str(out, g.text);
		else
			put_spaces(at > from ? at : from, end < to ? end : to,
				   out);
		at = end;
	}
}

static void show(struct str line, unsigned column, struct buf *out,
		 unsigned *ret_caret)
{
	const unsigned width = column_of(line, (unsigned)line.len);
	unsigned caret = column ? column_of(line, column - 1) : 0;
	unsigned from = 0, to = width;

	if (width > SOURCE_EXCERPT_WIDTH) {
		const unsigned room = SOURCE_EXCERPT_WIDTH - 2 * MARK_WIDTH;

		from = caret > room / 2 ? caret - room / 2 : 0;
		if (from > width - room)
			from = width - room;
		to = from + room;
	}
	if (from)
		buf_puts(out, MARK);
	put_columns(line, from, to, out);
	if (to < width)
		buf_puts(out, MARK);
	caret += from ? MARK_WIDTH - from : 0;
	*ret_caret = column ? caret + 1 : 0;
}

static bool find_line(struct str text, unsigned line, struct str *ret)
{
	while (line--)
		if (!str_split(&text, '\n', ret))
			return false;
	while (ret->len && ret->data[ret->len - 1] == '\r')
		ret->len--;
	return true;
}

bool source_excerpt_cut(struct str text, unsigned line, unsigned column,
			struct buf *out, unsigned *ret_caret)
{
	struct str found = { NULL, 0 };

	if (!line || !find_line(text, line, &found))
		return false;
	/* A mark at the beginning is no part of the first line. */
	if (line == 1 && str_starts(found, "\xef\xbb\xbf"))
		found = str_from(found, 3);
	show(found, column, out, ret_caret);
	return true;
}

static void add(struct build_message *m, struct str text)
{
	auto_buf struct buf line = { 0 };
	unsigned caret = 0;

	if (source_excerpt_cut(text, m->line, m->column, &line, &caret) &&
	    str_trim(buf_str(&line)).len) {
		m->excerpt = buf_take(&line);
		m->caret = caret;
	}
}

static bool read_file(const char *path, const int *dirs, size_t len,
		      struct buf *ret)
{
	for (size_t i = 0; i < len; i++) {
		struct err *e;

		if (dirs[i] < 0)
			continue;
		e = fs_read_at(dirs[i], path, MAX_FILE_BYTES, ret);
		if (!e)
			return true;
		err_drop(e);
		buf_truncate(ret, 0);
	}
	return false;
}

void source_excerpt_add_all(struct build_report *r, const int *dirs, size_t len)
{
	for (size_t i = 0; i < r->messages_len; i++) {
		struct build_message *m = &r->messages[i];
		auto_buf struct buf text = { 0 };

		if (m->file && m->line && !m->excerpt &&
		    read_file(m->file, dirs, len, &text))
			add(m, buf_str(&text));
	}
}
