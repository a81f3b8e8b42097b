/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/liquid/value_text.h"

#include <math.h>
#include <stdlib.h>

#include "render/liquid/decimal.h"
#include "render/liquid/strftime.h"
#include "render/liquid/text.h"
#include "render/liquid/value_read.h"

#define MAX_DEPTH 100 /* what is deeper, or has itself inside, is "..." */

static void put_zeros(struct buf *out, int n)
{
	while (n-- > 0)
		buf_putc(out, '0');
}

/* Digits with the point after the first @whole of them. */
static void put_fixed(struct str digits, int whole, struct buf *out)
{
	int len = (int)digits.len;

	if (whole <= 0)
		buf_puts(out, "0.");
	put_zeros(out, -whole);
	for (int i = 0; i < len; i++) {
		if (i == whole && i > 0)
			buf_putc(out, '.');
		buf_putc(out, digits.data[i]);
	}
	put_zeros(out, whole - len);
	if (whole >= len)
		buf_puts(out, ".0");
}

/* Ruby's Float#to_s: the shortest digits that read back as the same number,
 * with an exponent from 1e16 up and below 1e-4. */
static void write_float(double d, struct buf *out)
{
	char digits[DECIMAL_DOUBLE_DIGITS];
	int exponent;
	size_t len;

	if (isnan(d) || isinf(d)) {
		buf_puts(out, isnan(d) ? "NaN"
			      : d < 0  ? "-Infinity"
				       : "Infinity");
		return;
	}
	len = decimal_shortest(d, digits, &exponent);
	if (signbit(d))
		buf_putc(out, '-');
	if (exponent >= -4 && exponent < 16) {
		put_fixed(str_n(digits, len), exponent + 1, out);
		return;
	}
	put_fixed(str_n(digits, len), 1, out);
	buf_printf(out, "e%c%02d", exponent < 0 ? '-' : '+', abs(exponent));
}

static void write_time(const struct data_time *t, struct buf *out)
{
	const char *format = !t->has_time   ? "%Y-%m-%d"
			     : !t->has_zone ? "%Y-%m-%d %H:%M:%S UTC"
					    : "%Y-%m-%d %H:%M:%S %z";

	strftime_write(t, str_of(format), NULL, out);
}

/* Everything whose to_s and inspect are one. */
static void write_scalar(struct value v, struct buf *out)
{
	switch (v.kind) {
	case VALUE_BOOL:
		buf_puts(out, v.boolean ? "true" : "false");
		break;
	case VALUE_INT:
		buf_printf(out, "%lld", (long long)v.integer);
		break;
	case VALUE_FLOAT:
		write_float(v.number, out);
		break;
	case VALUE_BIG:
		decimal_write(*v.big, out);
		break;
	case VALUE_RANGE:
		buf_printf(out, "%lld..%lld", (long long)v.range.first,
			   (long long)v.range.last);
		break;
	case VALUE_TIME:
		write_time(v.time, out);
		break;
	default:
		break;
	}
}

static void inspect_string(struct str s, struct buf *out)
{
	static const char letters[] = "abtnvfr"; /* of bytes 7 to 13 */

	buf_putc(out, '"');
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.data[i];
		char next = i + 1 < s.len ? s.data[i + 1] : '\0';

		if (c >= '\a' && c <= '\r')
			buf_printf(out, "\\%c", letters[c - '\a']);
		else if (c == 0x1b)
			buf_puts(out, "\\e");
		else if (c < ' ' || c == 0x7f)
			buf_printf(out, "\\x%02X", c);
		else if (c == '"' || c == '\\' ||
			 (c == '#' &&
			  (next == '{' || next == '$' || next == '@')))
			buf_printf(out, "\\%c", c);
		else
			buf_putc(out, (char)c);
	}
	buf_putc(out, '"');
}

static void inspect(struct value_reader *r, struct value v, unsigned depth,
		    struct buf *out);

static void inspect_items(struct value_reader *r, struct value v,
			  unsigned depth, struct buf *out)
{
	bool map = value_is_map(v);
	size_t len = value_len(r, v);

	if (depth == MAX_DEPTH)
		len = 0;
	buf_putc(out, map ? '{' : '[');
	for (size_t i = 0; i < len && out->len < r->room; i++) {
		if (i)
			buf_puts(out, ", ");
		if (map) {
			const struct value_ops *ops = v.object.ops;

			inspect_string(ops->key_at(v.object.self, r, i), out);
			buf_puts(out, "=>");
			inspect(r, ops->at(v.object.self, r, i), depth + 1,
				out);
		} else {
			inspect(r, value_at(r, v, i), depth + 1, out);
		}
	}
	if (depth == MAX_DEPTH)
		buf_puts(out, "...");
	buf_putc(out, map ? '}' : ']');
}

static bool has_text(struct value v)
{
	return v.kind == VALUE_OBJECT && v.object.ops->text;
}

static void inspect(struct value_reader *r, struct value v, unsigned depth,
		    struct buf *out)
{
	if (has_text(v))
		v = v.object.ops->text(v.object.self, r);
	if (v.kind == VALUE_NIL)
		buf_puts(out, "nil");
	else if (v.kind == VALUE_STRING)
		inspect_string(v.string, out);
	else if (v.kind == VALUE_LIST || v.kind == VALUE_OBJECT)
		inspect_items(r, v, depth, out);
	else
		write_scalar(v, out);
}

void value_inspect(struct value_reader *r, struct value v, struct buf *out)
{
	inspect(r, v, 0, out);
}

static void join(struct value_reader *r, struct value list, struct str glue,
		 unsigned depth, struct buf *out)
{
	size_t len = value_len(r, list);

	if (depth == MAX_DEPTH)
		return;
	for (size_t i = 0; i < len && out->len < r->room; i++) {
		struct value v = value_at(r, list, i);

		if (i)
			buf_add_str(out, glue);
		if (has_text(v))
			v = v.object.ops->text(v.object.self, r);
		if (v.kind == VALUE_STRING)
			buf_add_str(out, v.string);
		else if (v.kind != VALUE_RANGE && value_is_list(v))
			join(r, v, glue, depth + 1, out);
		else if (value_is_map(v))
			inspect_items(r, v, depth, out);
		else
			write_scalar(v, out);
	}
}

void value_join(struct value_reader *r, struct value list, struct str glue,
		struct buf *out)
{
	join(r, list, glue, 0, out);
}

void value_write(struct value_reader *r, struct value v, struct buf *out)
{
	if (has_text(v))
		v = v.object.ops->text(v.object.self, r);
	if (v.kind == VALUE_STRING)
		buf_add_str(out, v.string);
	else if (value_is_map(v))
		inspect_items(r, v, 0, out);
	else if (v.kind == VALUE_LIST || v.kind == VALUE_OBJECT)
		join(r, v, str_of(""), 0, out);
	else
		write_scalar(v, out);
}

struct value value_take(struct value_reader *r, struct buf *b)
{
	struct str s = buf_str(b);

	if (!value_charge(r, s.len))
		s.len = 0;
	s.data = arena_strdup(r->arena, s);
	buf_truncate(b, 0);
	return value_of_str(s);
}

struct str value_text(struct value_reader *r, struct value v)
{
	auto_buf struct buf b = { 0 };

	if (has_text(v))
		v = v.object.ops->text(v.object.self, r);
	if (v.kind == VALUE_STRING)
		return v.string;
	if (v.kind == VALUE_NIL)
		return str_of("");
	if (v.kind == VALUE_LIST || v.kind == VALUE_OBJECT)
		inspect_items(r, v, 0, &b);
	else
		write_scalar(v, &b);
	return value_take(r, &b).string;
}
