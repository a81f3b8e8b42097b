/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/markdown/span/smart_quote.h"

#include <ctype.h>

/* Longest first. */
static const struct {
	const char *plain;
	const char *fine;
} signs[] = {
	{ "---", "\u2014" },       { "--", "\u2013" },
	{ "...", "\u2026" },       { "<< ", "\u00ab\u00a0" },
	{ " >>", "\u00a0\u00bb" }, { "<<", "\u00ab" },
	{ ">>", "\u00bb" },
};

/* The byte at @at, 0 beyond the end. */
static unsigned char byte_at(struct str s, size_t at)
{
	return at < s.len ? (unsigned char)s.data[at] : 0;
}

static bool is_word(unsigned char c)
{
	return isalnum(c) || c == '_' || c >= 128;
}

static bool is_quote(unsigned char c)
{
	return c == '"' || c == '\'';
}

static void put(char quote, bool opens, struct buf *out)
{
	if (quote == '"')
		buf_puts(out, opens ? "\u201c" : "\u201d");
	else
		buf_puts(out, opens ? "\u2018" : "\u2019");
}

/* "'word and '"word: both open. */
static bool is_double(struct str s, size_t at)
{
	return is_quote(byte_at(s, at + 1)) && s.data[at] != s.data[at + 1] &&
	       is_word(byte_at(s, at + 2));
}

/* '80s */
static bool is_decade(struct str s, size_t at)
{
	return s.data[at] == '\'' && isdigit(byte_at(s, at + 1)) &&
	       isdigit(byte_at(s, at + 2)) && byte_at(s, at + 3) == 's';
}

/* What follows is punctuation, and no word behind it. */
static bool is_before_punctuation(struct str s, size_t at)
{
	unsigned char next = byte_at(s, at + 1);

	if (!ispunct(next) || next == '&' ||
	    (byte_at(s, at + 2) == '.' && byte_at(s, at + 3) == '.'))
		return false;
	return is_word(byte_at(s, at + 2)) == (next == '_');
}

static bool is_before_emphasis(struct str s, size_t at)
{
	unsigned char next = byte_at(s, at + 1);
	unsigned char after = byte_at(s, at + 2);

	return (next == '_' || next == '*') && after && !isspace(after);
}

static bool is_before_space(struct str s, size_t at)
{
	unsigned char next = byte_at(s, at + 1);

	return !next || isspace(next) ||
	       (next == 's' && !is_word(byte_at(s, at + 2)));
}

/* Of a quote with text before it. */
static bool opens_after_text(struct str s, size_t at)
{
	unsigned char before = byte_at(s, at - 1);

	if (isspace(before))
		return !is_decade(s, at);
	return strchr("\\[{(-", before);
}

size_t smart_quote_add(struct str s, size_t at, bool is_after_text,
		       struct buf *out)
{
	char quote = s.data[at];
	bool is_start = !is_after_text;

	if (is_start && is_before_emphasis(s, at)) {
		put(quote, true, out);
		return 1;
	}
	if (is_start && is_before_punctuation(s, at)) {
		put(quote, false, out);
		return 1;
	}
	if (is_double(s, at) && (is_start || isspace(byte_at(s, at - 1)))) {
		put(quote, true, out);
		put(s.data[at + 1], true, out);
		return 2;
	}
	if (is_after_text) {
		put(quote, opens_after_text(s, at), out);
		return 1;
	}
	if (is_quote(byte_at(s, at + 1)) && !is_decade(s, at)) {
		buf_putc(out, '\\');
		buf_putc(out, quote);
		put(s.data[at + 1], false, out);
		return 2;
	}
	put(quote, !is_decade(s, at) && !is_before_space(s, at), out);
	return 1;
}

size_t smart_quote_sign(struct str s, struct buf *out)
{
	if (s.len < 2 || (s.data[0] != s.data[1] && s.data[0] != ' '))
		return 0;
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
		if (!str_starts(s, signs[i].plain))
			continue;
		buf_puts(out, signs[i].fine);
		return strlen(signs[i].plain);
	}
	return 0;
}
