/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdlib.h>
#include <utf8proc.h>

#include "lib/unicode.h"

size_t unicode_next(struct str s, uint32_t *ret)
{
	utf8proc_int32_t c;
	utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)s.data,
					      (utf8proc_ssize_t)s.len, &c);

	*ret = n > 0 ? (uint32_t)c : 0xfffd;
	return n > 0 ? (size_t)n : 1;
}

void unicode_put(uint32_t c, struct buf *out)
{
	utf8proc_uint8_t bytes[4];
	utf8proc_ssize_t n = utf8proc_encode_char((utf8proc_int32_t)c, bytes);

	buf_add(out, bytes, (size_t)n);
}

uint32_t unicode_lower(uint32_t c)
{
	return (uint32_t)utf8proc_tolower((utf8proc_int32_t)c);
}

uint32_t unicode_upper(uint32_t c)
{
	return (uint32_t)utf8proc_toupper((utf8proc_int32_t)c);
}

uint32_t unicode_title(uint32_t c)
{
	return (uint32_t)utf8proc_totitle((utf8proc_int32_t)c);
}

bool unicode_is_word(uint32_t c)
{
	const utf8proc_category_t k = utf8proc_category((utf8proc_int32_t)c);

	/* The categories of letters and marks follow each other. */
	return (k >= UTF8PROC_CATEGORY_LU && k <= UTF8PROC_CATEGORY_ME) ||
	       k == UTF8PROC_CATEGORY_ND;
}

bool unicode_is_cjk(uint32_t c)
{
	static const struct {
		uint32_t first, last;
	} blocks[] = {
		{ 0x2e80, 0x2fd5 },   { 0x3005, 0x3007 }, { 0x3021, 0x3029 },
		{ 0x3038, 0x303b },   { 0x3041, 0x3096 }, { 0x309d, 0x309f },
		{ 0x30a1, 0x30fa },   { 0x30fd, 0x30ff }, { 0x31f0, 0x31ff },
		{ 0x3400, 0x4dbf },   { 0x4e00, 0x9fff }, { 0xf900, 0xfad9 },
		{ 0xff66, 0xff6f },   { 0xff71, 0xff9d }, { 0x1b000, 0x1b167 },
		{ 0x20000, 0x323af },
	};

	for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++)
		if (c >= blocks[i].first && c <= blocks[i].last)
			return true;
	return false;
}

bool unicode_is_connector(uint32_t c)
{
	return utf8proc_category((utf8proc_int32_t)c) == UTF8PROC_CATEGORY_PC;
}

void unicode_strip_marks(struct str s, struct buf *out)
{
	utf8proc_uint8_t *plain = NULL;
	utf8proc_ssize_t n;

	n = utf8proc_map((const utf8proc_uint8_t *)s.data,
			 (utf8proc_ssize_t)s.len, &plain,
			 UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK);
	if (n > 0)
		buf_add(out, plain, (size_t)n);
	free(plain);
}
