/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/markdown/span/smart_quote.h"

#include <ctype.h>

/* Longest first. */
static const struct {
	const char *plain;
	enum markdown_sign sign;
} typed[] = {
	{ "---", MARKDOWN_MDASH },       { "--", MARKDOWN_NDASH },
	{ "...", MARKDOWN_HELLIP },      { "<< ", MARKDOWN_LAQUO_SPACE },
	{ " >>", MARKDOWN_RAQUO_SPACE }, { "<<", MARKDOWN_LAQUO },
	{ ">>", MARKDOWN_RAQUO },
};

static const char *const common[MARKDOWN_SIGNS] = {
	[MARKDOWN_LSQUO] = "\u2018",
	[MARKDOWN_RSQUO] = "\u2019",
	[MARKDOWN_LDQUO] = "\u201c",
	[MARKDOWN_RDQUO] = "\u201d",
	[MARKDOWN_HELLIP] = "\u2026",
	[MARKDOWN_MDASH] = "\u2014",
	[MARKDOWN_NDASH] = "\u2013",
	[MARKDOWN_LAQUO] = "\u00ab",
	[MARKDOWN_RAQUO] = "\u00bb",
	[MARKDOWN_LAQUO_SPACE] = "\u00ab\u00a0",
	[MARKDOWN_RAQUO_SPACE] = "\u00a0\u00bb",
};

/* Entities in it are left to the parser of spans. */
static void put_sign(const struct str *signs, enum markdown_sign sign,
		     struct buf *out)
{
	const struct str own = signs[sign];

	if (!own.data) {
		buf_puts(out, common[sign]);
		return;
	}
	for (size_t i = 0; i < own.len; i++) {
		if (ispunct((unsigned char)own.data[i]) &&
		    !strchr("&#;", own.data[i]))
			buf_putc(out, '\\');
		buf_putc(out, own.data[i]);
	}
}

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

static void put(const struct str *signs, char quote, bool opens,
		struct buf *out)
{
	const unsigned at = quote == '"' ? MARKDOWN_LDQUO : MARKDOWN_LSQUO;

	put_sign(signs, at + !opens, out);
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
		       const struct str *signs, struct buf *out)
{
	char quote = s.data[at];
	bool is_start = !is_after_text;

	if (is_start && is_before_emphasis(s, at)) {
		put(signs, quote, true, out);
		return 1;
	}
	if (is_start && is_before_punctuation(s, at)) {
		put(signs, quote, false, out);
		return 1;
	}
	if (is_double(s, at) && (is_start || isspace(byte_at(s, at - 1)))) {
		put(signs, quote, true, out);
		put(signs, s.data[at + 1], true, out);
		return 2;
	}
	if (is_after_text) {
		put(signs, quote, opens_after_text(s, at), out);
		return 1;
	}
	if (is_quote(byte_at(s, at + 1)) && !is_decade(s, at)) {
		buf_putc(out, '\\');
		buf_putc(out, quote);
		put(signs, s.data[at + 1], false, out);
		return 2;
	}
	put(signs, quote, !is_decade(s, at) && !is_before_space(s, at), out);
	return 1;
}

size_t smart_quote_sign(struct str s, const struct str *signs, struct buf *out)
{
	if (s.len < 2 || (s.data[0] != s.data[1] && s.data[0] != ' '))
		return 0;
	for (size_t i = 0; i < sizeof typed / sizeof *typed; i++) {
		if (!str_starts(s, typed[i].plain))
			continue;
		put_sign(signs, typed[i].sign, out);
		return strlen(typed[i].plain);
	}
	return 0;
}
