/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lib/buf.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/mem.h"
#include "lib/utf8.h"

void buf_release(struct buf *b)
{
	free(b->data);
	*b = (struct buf){ 0 };
}

/* Always one byte more than asked, for the NUL. */
char *buf_reserve(struct buf *b, size_t extra)
{
	if (extra >= SIZE_MAX - b->len)
		extra = SIZE_MAX - b->len - 1; /* which mem_grow() refuses */
	b->data = mem_grow(b->data, b->len + extra, &b->cap, 1);
	return b->data + b->len;
}

void buf_add(struct buf *b, const void *data, size_t len)
{
	char *at = buf_reserve(b, len);

	if (len)
		memcpy(at, data, len);
	b->len += len;
	b->data[b->len] = 0;
}

void buf_add_str(struct buf *b, struct str s)
{
	buf_add(b, s.data, s.len);
}

void buf_puts(struct buf *b, const char *s)
{
	buf_add(b, s, strlen(s));
}

void buf_putc(struct buf *b, char c)
{
	buf_add(b, &c, 1);
}

void buf_add_printable(struct buf *b, struct str s)
{
	while (s.len) {
		const unsigned char *at = (const unsigned char *)s.data;
		const size_t n = utf8_first(s);
		bool is_control = (at[0] < 0x20 && at[0] != '\t') ||
				  at[0] == 0x7f ||
				  (n == 2 && at[0] == 0xc2 && at[1] < 0xa0);

		if (!n || is_control)
			buf_putc(b, '?');
		else
			buf_add(b, s.data, n);
		s = str_from(s, n ? n : 1);
	}
}

void buf_printf(struct buf *b, const char *fmt, ...)
{
	va_list args;
	int len;

	va_start(args, fmt);
	len = vsnprintf(NULL, 0, fmt, args);
	va_end(args);
	if (len < 0)
		return;
	va_start(args, fmt);
	(void)vsnprintf(buf_reserve(b, (size_t)len), (size_t)len + 1, fmt,
			args);
	va_end(args);
	b->len += (size_t)len;
}

void buf_truncate(struct buf *b, size_t len)
{
	if (len >= b->len)
		return;
	b->len = len;
	b->data[len] = 0;
}

char *buf_take(struct buf *b)
{
	char *data = buf_reserve(b, 0);

	*data = 0;
	data = b->data;
	*b = (struct buf){ 0 };
	return data;
}

struct str buf_str(const struct buf *b)
{
	return str_n(b->data, b->len);
}
