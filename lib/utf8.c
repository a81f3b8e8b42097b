/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lib/utf8.h"

#include <stdint.h>

/* The sequences that begin with a byte from @low to @high: RFC 3629 section 4,
 * whose second byte alone has limits of its own. */
struct utf8_form {
	uint8_t low, high;
	uint8_t second_low, second_high;
	uint8_t len;
};

static const struct utf8_form forms[] = {
	{ 0xc2, 0xdf, 0x80, 0xbf, 2 }, { 0xe0, 0xe0, 0xa0, 0xbf, 3 },
	{ 0xe1, 0xec, 0x80, 0xbf, 3 }, { 0xed, 0xed, 0x80, 0x9f, 3 },
	{ 0xee, 0xef, 0x80, 0xbf, 3 }, { 0xf0, 0xf0, 0x90, 0xbf, 4 },
	{ 0xf1, 0xf3, 0x80, 0xbf, 4 }, { 0xf4, 0xf4, 0x80, 0x8f, 4 },
};

static bool matches(const struct utf8_form *f, const uint8_t *p, size_t len)
{
	if (p[0] < f->low || p[0] > f->high || len < f->len)
		return false;
	if (p[1] < f->second_low || p[1] > f->second_high)
		return false;
	for (size_t i = 2; i < f->len; i++)
		if ((p[i] & 0xc0) != 0x80)
			return false;
	return true;
}

size_t utf8_first(struct str s)
{
	const uint8_t *p = (const uint8_t *)s.data;

	if (!s.len)
		return 0;
	if (p[0] < 0x80)
		return 1;
	for (size_t i = 0; i < sizeof(forms) / sizeof(*forms); i++)
		if (matches(&forms[i], p, s.len))
			return forms[i].len;
	return 0;
}

bool utf8_is_valid(struct str s)
{
	while (s.len) {
		size_t n = utf8_first(s);

		if (!n)
			return false;
		s = str_from(s, n);
	}
	return true;
}
