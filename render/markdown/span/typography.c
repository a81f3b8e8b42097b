/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/markdown/span/typography.h"

#include <ctype.h>

#include "render/markdown/html_text.h"

/* Longest first. */
static const struct {
	const char *plain;
	const char *fine;
} signs[] = {
	{ "---", "\u2014" }, { "--", "\u2013" }, { "...", "\u2026" },
	{ "<<", "\u00ab" },  { ">>", "\u00bb" },
};

/* The length of the tag or comment at the front of @s, or 0. */
static size_t tag_len(struct str s)
{
	size_t end = str_find_char(s, '>');

	if (s.len < 2 || s.data[0] != '<' || end == s.len)
		return 0;
	return isalpha((unsigned char)s.data[1]) || strchr("/!?", s.data[1])
		       ? end + 1
		       : 0;
}

static size_t add_sign(struct str s, struct buf *out)
{
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
		if (!str_starts(s, signs[i].plain))
			continue;
		buf_puts(out, signs[i].fine);
		return strlen(signs[i].plain);
	}
	return 0;
}

/* A quote opens at the start, and after white space, a bracket, a dash or a
 * tag. */
static bool opens(struct str text, size_t at)
{
	char before = at ? text.data[at - 1] : ' ';
	char after = at + 1 < text.len ? text.data[at + 1] : ' ';

	return (isspace((unsigned char)before) || strchr("([{->", before)) &&
	       !isspace((unsigned char)after);
}

static void add_quote(struct str text, size_t at, struct buf *out)
{
	bool opening = opens(text, at);

	if (text.data[at] == '"')
		buf_puts(out, opening ? "\u201c" : "\u201d");
	else if (opening && at + 1 < text.len &&
		 !isdigit((unsigned char)text.data[at + 1]))
		buf_puts(out, "\u2018");
	else
		buf_puts(out, "\u2019");
}

/* What must not stand for itself in HTML. */
static size_t add_escaped(struct str s, struct buf *out)
{
	size_t n;

	if (s.data[0] == '<' || s.data[0] == '>') {
		buf_puts(out, s.data[0] == '<' ? "&lt;" : "&gt;");
		return 1;
	}
	if (s.data[0] != '&')
		return 0;
	n = html_text_entity(s);
	if (n)
		buf_add(out, s.data, n);
	else
		buf_puts(out, "&amp;");
	return n ? n : 1;
}

void typography_smarten(struct str s, struct buf *out)
{
	for (size_t i = 0; i < s.len;) {
		struct str rest = str_from(s, i);
		size_t n = tag_len(rest);

		if (n) {
			buf_add(out, rest.data, n);
		} else if (s.data[i] == '"' || s.data[i] == '\'') {
			add_quote(s, i, out);
			n = 1;
		} else {
			n = add_sign(rest, out);
		}
		if (!n)
			n = add_escaped(rest, out);
		if (!n)
			buf_putc(out, s.data[i]);
		i += n ? n : 1;
	}
}
