/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/liquid/source.h"

#include <ctype.h>

#include "render/liquid/text.h"

static struct str between(const char *from, const char *to)
{
	return str_n(from, to > from ? (size_t)(to - from) : 0);
}

static bool is_word(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

static struct str trim(struct str s)
{
	return text_strip_right(text_strip_left(s));
}

/* The name is "#" or a word; the rest is the tag's own. */
static bool split_tag(struct str inside, struct tag_markup *ret)
{
	size_t len = 0;

	if (inside.len && inside.data[0] == '#')
		len = 1;
	else
		while (len < inside.len && is_word(inside.data[len]))
			len++;
	ret->name = str_n(inside.data, len);
	ret->text = text_strip_left(str_from(inside, len));
	return len > 0;
}

static void read_line(struct source *s, struct piece *p)
{
	const char *line = s->next;
	const char *newline = memchr(line, '\n', (size_t)(s->end - line));
	const char *end = newline ? newline : s->end;

	s->next = newline ? newline + 1 : s->end;
	p->all = between(line, end);
	p->inside = trim(p->all);
	p->kind = !p->inside.len                  ? PIECE_TEXT
		  : split_tag(p->inside, &p->tag) ? PIECE_TAG
						  : PIECE_NAMELESS;
	if (p->kind == PIECE_TEXT)
		p->all.len = 0;
}

/* Where "%}" begins at or after @p; NULL when nowhere. */
static const char *find_tag_end(const char *p, const char *end)
{
	for (; p < end; p++) {
		p = memchr(p, '%', (size_t)(end - p));
		if (!p)
			return NULL;
		if (p + 1 < end && p[1] == '}')
			return p;
	}
	return NULL;
}

static void set_inside(struct piece *p, const char *close)
{
	const char *from = p->all.data + 2;

	p->trims_before = from < close && *from == '-';
	p->trims_after = close[-1] == '-';
	p->inside =
		trim(between(from + p->trims_before, close - p->trims_after));
}

static void read_tag(struct source *s, struct piece *p)
{
	const char *close = find_tag_end(s->next + 2, s->end);

	p->kind = PIECE_OPEN_TAG;
	p->all = between(s->next, close ? close + 2 : s->end);
	if (!close)
		return;
	s->next = close + 2;
	set_inside(p, close);
	p->kind = split_tag(p->inside, &p->tag) ? PIECE_TAG : PIECE_NAMELESS;
}

/* Output ends at the first "}", which must be two. */
static void read_output(struct source *s, struct piece *p)
{
	const char *from = s->next + 2;
	const char *close = memchr(from, '}', (size_t)(s->end - from));

	p->kind = PIECE_OPEN_OUTPUT;
	p->all = between(s->next, close ? close + 1 : s->end);
	if (!close || close + 1 == s->end || close[1] != '}')
		return;
	p->kind = PIECE_OUTPUT;
	p->all.len++;
	s->next = close + 2;
	set_inside(p, close);
}

/* Where "{{" or "{%" begins at or after @p, or @end. */
static const char *find_open(const char *p, const char *end)
{
	for (; p < end; p++) {
		p = memchr(p, '{', (size_t)(end - p));
		if (!p)
			return end;
		if (p + 1 < end && (p[1] == '{' || p[1] == '%'))
			return p;
	}
	return end;
}

void source_next(struct source *s, struct piece *ret)
{
	const char *open;
	struct piece p = { 0 };

	if (s->next == s->end) {
		p.all = str_n(s->end, 0);
	} else if (s->lines) {
		read_line(s, &p);
	} else {
		open = find_open(s->next, s->end);
		if (open > s->next) {
			p.kind = PIECE_TEXT;
			p.all = between(s->next, open);
			s->next = open;
		} else if (open[1] == '%') {
			read_tag(s, &p);
		} else {
			read_output(s, &p);
		}
	}
	*ret = p;
}

/* Does the text at @at begin with the tag @name? It may lack its end, but may
 * not hold the beginning of another. */
static bool begins_tag(const char *at, const char *end, struct str name)
{
	struct str s = between(at + 2, end), inside;

	if (s.len && s.data[0] == '-')
		s = str_from(s, 1);
	s = text_strip_left(s);
	if (s.len <= name.len || !str_eq(str_n(s.data, name.len), name) ||
	    is_word(s.data[name.len]))
		return false;
	inside = str_n(s.data, str_find(s, str_of("{%")));
	return inside.len == s.len ||
	       str_find(inside, str_of("%}")) < inside.len;
}

bool source_find_tag(struct source *s, struct str name)
{
	struct str open = STR("{%");

	for (;;) {
		struct str rest = between(s->next, s->end);
		size_t at = str_find(rest, open);

		if (at == rest.len)
			return false;
		s->next += at;
		if (begins_tag(s->next, s->end, name))
			return true;
		s->next += open.len;
	}
}
