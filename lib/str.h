/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A view of bytes that somebody else owns. Not NUL-terminated. All zeros is
 * the empty one.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct str {
	const char *data;
	size_t len;
};

/* A string literal as a constant initialiser. */
#define STR(literal)                                                           \
	{                                                                      \
		"" literal, sizeof(literal) - 1                                \
	}

/* For printf's "%.*s". */
#define STR_FMT(s) (int)(s).len, (s).data

static inline struct str str_n(const char *data, size_t len)
{
	return (struct str){ data, len };
}

/* NULL gives the empty one. */
static inline struct str str_of(const char *s)
{
	return (struct str){ s, s ? strlen(s) : 0 };
}

static inline bool str_eq(struct str a, struct str b)
{
	return a.len == b.len && (!a.len || !memcmp(a.data, b.data, a.len));
}

static inline bool str_is(struct str a, const char *b)
{
	return str_eq(a, str_of(b));
}

/* Bytewise order, as memcmp(3); a prefix comes before what it begins. */
int str_cmp(struct str a, struct str b);
bool str_starts(struct str s, const char *prefix);
bool str_ends(struct str s, const char *suffix);

/* From byte @from (at most the length) to the end. */
struct str str_from(struct str s, size_t from);

/* What a noun gets at its end when there are @n of it: "" or "s". */
const char *str_plural(uint64_t n);

/* Without ASCII white space at either end. */
struct str str_trim(struct str s);

/* Where @c first is, or @s.len. */
size_t str_find_char(struct str s, char c);

/* Where @needle first is, or @s.len. An empty needle is at 0. */
size_t str_find(struct str s, struct str needle);

/*
 * Take the part before the first @c from the front of *@rest and step over
 * the @c. False when *@rest was already used up (its data is NULL then).
 */
bool str_split(struct str *rest, char c, struct str *ret_part);
