/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/model/slug.h"

#include <ctype.h>

#include "lib/unicode.h"

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

static bool stays(uint32_t c, enum slug_mode mode)
{
	switch (mode) {
	case SLUG_NONE:
		return true;
	case SLUG_RAW:
		return c > 0x7f || !isspace((int)c);
	case SLUG_ASCII:
		return c <= 0x7f && isalnum((int)c);
	case SLUG_PRETTY:
		return unicode_is_word(c) ||
		       (c && c < 0x80 && strchr("._~!$&'()+,;=@", (int)c));
	default:
		return unicode_is_word(c);
	}
}

/* Without accents; what then is not ASCII becomes a question mark. */
static void to_latin(struct str s, struct buf *out)
{
	auto_buf struct buf plain = { 0 };
	struct str rest;
	uint32_t c;

	unicode_strip_marks(s, &plain);
	for (rest = buf_str(&plain); rest.len;) {
		rest = str_from(rest, unicode_next(rest, &c));
		buf_putc(out, c < 0x80 ? (char)c : '?');
	}
}

static void make(struct str s, enum slug_mode mode, bool cased, struct buf *out)
{
	size_t start = out->len;
	bool gap = false;

	while (s.len) {
		uint32_t c;

		s = str_from(s, unicode_next(s, &c));
		if (!stays(c, mode)) {
			gap = true;
			continue;
		}
		if (gap && (out->len > start))
			buf_putc(out, '-');
		gap = false;
		unicode_put(cased ? c : unicode_lower(c), out);
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
