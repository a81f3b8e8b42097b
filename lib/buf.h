/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Bytes that grow at the end. All zeros is an empty one. The byte after the
 * last is always NUL once anything was added.
 */
#pragma once

#include <stddef.h>

#include "lib/str.h"

struct buf {
	char *data; /* NULL while nothing was ever added */
	size_t len;
	size_t cap;
};

void buf_release(struct buf *b);
#define auto_buf __attribute__((cleanup(buf_release)))

/* Make room for @extra bytes more; the returned pointer is where they go. */
char *buf_reserve(struct buf *b, size_t extra);

void buf_add(struct buf *b, const void *data, size_t len);
void buf_add_str(struct buf *b, struct str s);
void buf_puts(struct buf *b, const char *s);
void buf_putc(struct buf *b, char c);

/*
 * Add @s with a question mark for each control character but the tab (of ASCII,
 * and U+0080 to U+009F) and each byte that is not UTF-8: so what comes from
 * outside stays on one line, and tells a terminal nothing.
 */
void buf_add_printable(struct buf *b, struct str s);

__attribute__((format(printf, 2, 3))) void buf_printf(struct buf *b,
						      const char *fmt, ...);

/* Forget what is beyond @len, and keep the memory. */
void buf_truncate(struct buf *b, size_t len);

/* The bytes with a NUL after them, never NULL; the caller frees them and @b is
 * empty again. */
char *buf_take(struct buf *b);

/* A view of the bytes, good until the next change. */
struct str buf_str(const struct buf *b);
