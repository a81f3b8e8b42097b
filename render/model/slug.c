/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/model/slug.h"

#include <ctype.h>
#include <stdlib.h>
#include <utf8proc.h>

#include "lib/cleanup.h"

static const struct {
	const char *name;
	enum slug_mode mode;
} modes[] = {
	{ "raw", SLUG_RAW },       { "default", SLUG_DEFAULT },
	{ "pretty", SLUG_PRETTY }, { "ascii", SLUG_ASCII },
	{ "latin", SLUG_LATIN },
};

enum slug_mode slug_mode_named(struct str name)
{
	for (size_t i = 0; i < sizeof modes / sizeof *modes; i++)
		if (str_is(name, modes[i].name))
			return modes[i].mode;
	return SLUG_NONE;
}

/* The code point at the front of @s and its bytes; a byte that is not UTF-8
 * stands for itself. */
static size_t next_char(struct str s, utf8proc_int32_t *ret)
{
	utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)s.data,
					      (utf8proc_ssize_t)s.len, ret);

	if (n > 0)
		return (size_t)n;
	*ret = 0xfffd;
	return 1;
}

static void add_char(struct buf *out, utf8proc_int32_t c)
{
	utf8proc_uint8_t bytes[4];

	buf_add(out, bytes, (size_t)utf8proc_encode_char(c, bytes));
}

/* Letters, marks and decimal digits. */
static bool is_word(utf8proc_int32_t c)
{
	switch (utf8proc_category(c)) {
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LL:
	case UTF8PROC_CATEGORY_LT:
	case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_LO:
	case UTF8PROC_CATEGORY_MN:
	case UTF8PROC_CATEGORY_MC:
	case UTF8PROC_CATEGORY_ME:
	case UTF8PROC_CATEGORY_ND:
		return true;
	default:
		return false;
	}
}

static bool stays(utf8proc_int32_t c, enum slug_mode mode)
{
	switch (mode) {
	case SLUG_NONE:
		return true;
	case SLUG_RAW:
		return c > 0x7f || !isspace(c);
	case SLUG_ASCII:
		return c <= 0x7f && isalnum(c);
	case SLUG_PRETTY:
		return is_word(c) ||
		       (c && c < 0x80 && strchr("._~!$&'()+,;=@", c));
	default:
		return is_word(c);
	}
}

/* Without accents; what then is not ASCII becomes a question mark. */
static void to_latin(struct str s, struct buf *out)
{
	utf8proc_uint8_t *plain = NULL;
	utf8proc_ssize_t n;

	n = utf8proc_map((const utf8proc_uint8_t *)s.data,
			 (utf8proc_ssize_t)s.len, &plain,
			 UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK);
	for (size_t i = 0; n > 0 && i < (size_t)n;) {
		utf8proc_int32_t c;

		i += next_char(str_n((char *)plain + i, (size_t)n - i), &c);
		buf_putc(out, c < 0x80 ? (char)c : '?');
	}
	free(plain);
}

static void make(struct str s, enum slug_mode mode, bool cased, struct buf *out)
{
	size_t start = out->len;
	bool gap = false;

	while (s.len) {
		utf8proc_int32_t c;

		s = str_from(s, next_char(s, &c));
		if (!stays(c, mode)) {
			gap = true;
			continue;
		}
		if (gap && (out->len > start))
			buf_putc(out, '-');
		gap = false;
		add_char(out, cased ? c : utf8proc_tolower(c));
	}
	if (mode == SLUG_NONE)
		return;
	if (out->len > start && out->data[out->len - 1] == '-')
		buf_truncate(out, out->len - 1);
}

void slug_make(struct str s, enum slug_mode mode, bool cased, struct buf *out)
{
	auto_buf struct buf latin = { 0 };

	if (mode == SLUG_LATIN) {
		to_latin(s, &latin);
		s = buf_str(&latin);
	}
	make(s, mode, cased, out);
}

void slug_lower(struct str s, struct buf *out)
{
	slug_make(s, SLUG_NONE, false, out);
}
