/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Memory that is always there: running out ends the program. So a size that
 * comes from outside is limited before it is allocated.
 */
#pragma once

#include <stdarg.h>
#include <stddef.h>

/* @size zeroed bytes. The caller frees them with free(3), as all below. */
void *mem_alloc(size_t size);

/* An array of @n zeroed elements of @size bytes; overflow ends the program. */
void *mem_alloc_array(size_t n, size_t size);

/*
 * Make room for one element more in an array of @len elements of @size bytes
 * whose capacity is *@cap, doubling it when it is full. Takes @p; new room is
 * not zeroed.
 */
void *mem_grow(void *p, size_t len, size_t *cap, size_t size);

void *mem_dup(const void *p, size_t size);

/* NULL gives NULL. */
char *mem_strdup(const char *s);

/* The first @len bytes at @s, which may hold NULs, and a NUL. */
char *mem_strndup(const char *s, size_t len);

__attribute__((format(printf, 1, 2))) char *mem_printf(const char *fmt, ...);
__attribute__((format(printf, 1, 0))) char *mem_vprintf(const char *fmt,
							va_list args);
