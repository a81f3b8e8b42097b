/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * JSON (RFC 8259) in and out.
 */
#pragma once

#include "lib/buf.h"
#include "lib/data.h"

#define JSON_MAX_BYTES (16u << 20) /* a tree may take 60 times as much */

/*
 * Parse @text, called @file in messages, into a tree in @arena. ERR_INPUT with
 * its place: bad syntax, bad UTF-8, a duplicate key, more than one value.
 */
fallible json_parse(struct str text, const char *file, struct arena *arena,
		    struct data *ret);

/*
 * Writes one JSON text, value by value, indented by two spaces a level (not at
 * all when @compact) with a newline after the last. All zeros but @out is a
 * writer at the start. Keys are given inside objects and NULL elsewhere. Bytes
 * that are not UTF-8 become U+FFFD.
 */
struct json_writer {
	struct buf *out;
	bool compact;
	bool has_items; /* in the innermost list or object */
	unsigned depth;
};

void json_open_object(struct json_writer *w, const char *key);
void json_close_object(struct json_writer *w);
void json_open_list(struct json_writer *w, const char *key);
void json_close_list(struct json_writer *w);
void json_put_str(struct json_writer *w, const char *key, struct str value);
void json_put_int(struct json_writer *w, const char *key, int64_t value);
void json_put_bool(struct json_writer *w, const char *key, bool value);
void json_put_null(struct json_writer *w, const char *key);

/* NULL writes null. */
void json_put_text(struct json_writer *w, const char *key, const char *value);

/* Append @s as a JSON string, with its quotes. */
void json_quote(struct buf *out, struct str s);
