/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The strings, numbers and words of a JSON text, for the reader of the whole.
 */
#pragma once

#include "lib/data.h"

struct json_reader {
	const char *begin, *at, *end;
	const char *file;
	struct arena *arena;
};

/* An error that has the place of @at. Columns count characters. */
__attribute__((format(printf, 3, 4))) struct err *
json_fault(const struct json_reader *r, const char *at, const char *fmt, ...);

/* The same for what should be next. */
struct err *json_expected(const struct json_reader *r, const char *what);

/* The opening quote has been read. */
fallible json_read_string(struct json_reader *r, struct str *ret);

/* A digit or a minus is next. */
fallible json_read_number(struct json_reader *r, struct data *ret);

/* true, false and null. */
fallible json_read_word(struct json_reader *r, struct data *ret);
