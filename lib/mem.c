/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lib/mem.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static _Noreturn void die(void)
{
	static const char message[] = "out of memory\n";

	(void)!write(STDERR_FILENO, message, sizeof(message) - 1);
	abort();
}

static void *check(void *p)
{
	if (!p)
		die();
	return p;
}

void *mem_alloc(size_t size)
{
	return check(calloc(1, size ? size : 1));
}

void *mem_alloc_array(size_t n, size_t size)
{
	return check(calloc(n ? n : 1, size ? size : 1));
}

void *mem_grow(void *p, size_t len, size_t *cap, size_t size)
{
	size_t room = *cap;

	if (len < room)
		return p;
	room = room ? room : 8;
	while (room <= len) {
		if (room > SIZE_MAX / 2)
			die();
		room *= 2;
	}
	p = check(reallocarray(p, room, size));
	*cap = room;
	return p;
}

void *mem_dup(const void *p, size_t size)
{
	void *copy = mem_alloc(size);

	if (size)
		memcpy(copy, p, size);
	return copy;
}

char *mem_strdup(const char *s)
{
	return s ? mem_strndup(s, strlen(s)) : NULL;
}

char *mem_strndup(const char *s, size_t len)
{
	char *copy;

	if (len == SIZE_MAX)
		die();
	copy = mem_alloc(len + 1);
	if (len)
		memcpy(copy, s, len);
	return copy;
}

char *mem_printf(const char *fmt, ...)
{
	va_list args;
	char *text;

	va_start(args, fmt);
	text = mem_vprintf(fmt, args);
	va_end(args);
	return text;
}

char *mem_vprintf(const char *fmt, va_list args)
{
	char *text;

	if (vasprintf(&text, fmt, args) < 0)
		die();
	return text;
}
