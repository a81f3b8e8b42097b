/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A field of a JSON text and the way to it, so that an error can say
 * "mounts[3].destination". A field borrows the one it was taken from. One that
 * is absent or null has no data, and reading it leaves the result as it was.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "lib/buf.h"
#include "lib/data.h"

struct field {
	const struct field *parent; /* NULL: the whole text */
	const char *key;            /* NULL: element @index of a list */
	size_t index;
	const struct data *data; /* NULL: absent */
};

/* The whole text. */
struct field field_root(const struct data *data);
struct field field_get(const struct field *parent, const char *key);
struct field field_at(const struct field *list, size_t index);

/* How many elements a list or object has; 0 when absent. */
size_t field_len(const struct field *f);

/* False for what says nothing: absent, null, false, 0, "", [] and {}. */
bool field_says_something(const struct field *f);

/* ERR_INPUT: "path: " and the message. */
__attribute__((warn_unused_result, format(printf, 2, 3))) struct err *
field_error(const struct field *f, const char *fmt, ...);

/* Append "mounts[3].destination". */
void field_path(const struct field *f, struct buf *out);

/* An error when it is there and of another kind. */
fallible field_check(const struct field *f, enum data_kind kind);

/* An error when it is absent. */
fallible field_require(const struct field *f);

/* A string without NUL bytes, borrowed from the tree. */
fallible field_string(const struct field *f, const char **ret);
fallible field_bool(const struct field *f, bool *ret);
fallible field_int(const struct field *f, int64_t min, int64_t max,
		   int64_t *ret);
fallible field_uint(const struct field *f, uint64_t max, uint64_t *ret);

/* A list of strings in @arena, with a NULL after the last. */
fallible field_strings(const struct field *f, struct arena *arena,
		       const char ***ret, size_t *ret_len);
