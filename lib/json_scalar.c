/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lib/json_scalar.h"

#include <stdarg.h>

#include "lib/cleanup.h"
#include "lib/mem.h"
#include "lib/num.h"
#include "lib/utf8.h"

/* Columns count characters. */
fallible json_fault(const struct json_reader *r, const char *at,
		    const char *fmt, ...)
{
	struct err_place place = { .file = r->file, .line = 1, .column = 1 };
	auto_free char *text = NULL;
	va_list args;

	for (const char *c = r->begin; c < at; c++) {
		if (*c == '\n') {
			place.line++;
			place.column = 1;
		} else if (((unsigned char)*c & 0xc0) != 0x80) {
			place.column++;
		}
	}
	va_start(args, fmt);
	text = mem_vprintf(fmt, args);
	va_end(args);
	return err_new_in(place, &ERR_INPUT, "%s", text);
}

fallible json_expected(const struct json_reader *r, const char *what)
{
	return json_fault(r, r->at, "%s expected", what);
}

static bool read_hex(const char *digits, uint32_t *ret)
{
	uint32_t n = 0;

	for (int i = 0; i < 4; i++) {
		int digit = num_hex_digit(digits[i]);

		if (digit < 0)
			return false;
		n = n << 4 | (uint32_t)digit;
	}
	*ret = n;
	return true;
}

static char *put_utf8(char *out, uint32_t c)
{
	if (c < 0x80) {
		*out++ = (char)c;
		return out;
	}
	if (c < 0x800) {
		*out++ = (char)(0xc0 | c >> 6);
	} else {
		if (c < 0x10000) {
			*out++ = (char)(0xe0 | c >> 12);
		} else {
			*out++ = (char)(0xf0 | c >> 18);
			*out++ = (char)(0x80 | (c >> 12 & 0x3f));
		}
		*out++ = (char)(0x80 | (c >> 6 & 0x3f));
	}
	*out++ = (char)(0x80 | (c & 0x3f));
	return out;
}

/* The four digits at @from, and those of a second half if there must be one.
 * The closing quote is yet to come, so there is something to look at. */
static fallible unescape_unicode(const struct json_reader *r, const char **from,
				 char **out)
{
	const char *at = *from;
	uint32_t c = 0, low = 0;

	if (r->end - at < 4 || !read_hex(at, &c))
		return json_fault(r, at - 2,
				  "four hexadecimal digits expected");
	at += 4;
	if (c >= 0xd800 && c < 0xe000) {
		if (c >= 0xdc00 || r->end - at < 6 || at[0] != '\\' ||
		    at[1] != 'u' || !read_hex(at + 2, &low) || low < 0xdc00 ||
		    low > 0xdfff)
			return json_fault(r, *from - 2,
					  "half of a surrogate pair");
		c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
		at += 6;
	}
	*from = at;
	*out = put_utf8(*out, c);
	return NULL;
}

/* @raw is what stands between the quotes; what it means is never longer. */
static fallible unescape(const struct json_reader *r, struct str raw,
			 struct str *ret)
{
	static const char names[] = "\"\\/bfnrt";
	static const char meanings[] = "\"\\/\b\f\n\r\t";
	char *text = arena_alloc(r->arena, raw.len + 1);
	const char *from = raw.data, *end = raw.data + raw.len;
	char *out = text;

	while (from < end) {
		const char *name;
		struct err *e;

		if (*from != '\\') {
			*out++ = *from++;
			continue;
		}
		if (from[1] == 'u') {
			from += 2;
			e = unescape_unicode(r, &from, &out);
			if (e)
				return e;
			continue;
		}
		name = from[1] ? strchr(names, from[1]) : NULL;
		if (!name)
			return json_fault(r, from, "no such escape");
		*out++ = meanings[name - names];
		from += 2;
	}
	*ret = str_n(text, (size_t)(out - text));
	return NULL;
}

/* Step over what stands for itself and takes one byte. */
static void skip_plain(struct json_reader *r)
{
	const char *at = r->at;

	while (at < r->end && (unsigned char)*at - 0x20u < 0x60 && *at != '"' &&
	       *at != '\\')
		at++;
	r->at = at;
}

/* Step to the closing quote. */
static fallible find_end(struct json_reader *r, bool *ret_escapes)
{
	for (skip_plain(r); r->at < r->end && *r->at != '"'; skip_plain(r)) {
		size_t len = utf8_first(str_n(r->at, (size_t)(r->end - r->at)));

		if (!len)
			return json_fault(r, r->at, "cannot decode byte 0x%x",
					  (unsigned char)*r->at);
		if ((unsigned char)*r->at < 0x20)
			return json_fault(r, r->at,
					  "control character 0x%x in a string",
					  (unsigned char)*r->at);
		if (*r->at == '\\') {
			*ret_escapes = true;
			/* What follows may be a quote. */
			if (r->end - r->at > 1 &&
			    (unsigned char)r->at[1] < 0x80)
				len = 2;
		}
		r->at += len;
	}
	return r->at < r->end ? NULL : json_expected(r, "'\"'");
}

/* The opening quote has been read. */
fallible json_read_string(struct json_reader *r, struct str *ret)
{
	const char *start = r->at;
	bool escapes = false;
	struct err *e = find_end(r, &escapes);
	struct str raw = str_n(start, (size_t)(r->at - start));

	if (e)
		return e;
	r->at++;
	if (escapes)
		return unescape(r, raw, ret);
	*ret = str_n(arena_strdup(r->arena, raw), raw.len);
	return NULL;
}

static bool is_digit(const struct json_reader *r)
{
	return r->at < r->end && *r->at >= '0' && *r->at <= '9';
}

static fallible skip_digits(struct json_reader *r)
{
	if (!is_digit(r))
		return json_expected(r, "digit");
	while (is_digit(r))
		r->at++;
	return NULL;
}

/* Fractions and exponents, if there are any. */
static fallible skip_fraction(struct json_reader *r)
{
	struct err *e = NULL;

	if (r->at < r->end && *r->at == '.') {
		r->at++;
		e = skip_digits(r);
	}
	if (!e && r->at < r->end && (*r->at | 0x20) == 'e') {
		r->at++;
		if (r->at < r->end && (*r->at == '+' || *r->at == '-'))
			r->at++;
		e = skip_digits(r);
	}
	return e;
}

fallible json_read_number(struct json_reader *r, struct data *ret)
{
	const char *start = r->at, *digits = start + (*start == '-');
	const char *point;
	struct str text;
	struct err *e;

	r->at = digits;
	e = skip_digits(r);
	if (!e && *digits == '0' && r->at > digits + 1)
		e = json_fault(r, start, "a number begins with 0");
	point = r->at;
	if (!e)
		e = skip_fraction(r);
	if (e)
		return e;
	text = str_n(start, (size_t)(r->at - start));
	if (r->at == point) {
		ret->kind = DATA_INT;
		if (!num_parse_int(text, INT64_MIN, INT64_MAX, &ret->integer))
			return json_fault(r, start, "too large a whole number");
		return NULL;
	}
	ret->kind = DATA_FLOAT;
	if (!num_parse_double(text, &ret->number))
		return json_fault(r, start, "too large a number");
	return NULL;
}

fallible json_read_word(struct json_reader *r, struct data *ret)
{
	static const struct {
		struct str text;
		struct data value;
	} words[] = {
		{ STR("true"), { .kind = DATA_BOOL, .boolean = true } },
		{ STR("false"), { .kind = DATA_BOOL } },
		{ STR("null"), { .kind = DATA_NULL } },
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		struct str text = words[i].text;

		if ((size_t)(r->end - r->at) >= text.len &&
		    !memcmp(r->at, text.data, text.len)) {
			r->at += text.len;
			*ret = words[i].value;
			return NULL;
		}
	}
	return json_expected(r, "a value");
}
