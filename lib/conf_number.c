/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <math.h>
#include <strings.h>

#include "lib/buf.h"
#include "lib/conf_scalar.h"
#include "lib/num.h"

#define SEPARATORS "_,"

static bool is_in(char c, const char *set)
{
	return c && strchr(set, c);
}

/* Step over a sign; -1 or 1. */
static int take_sign(struct str *s)
{
	char c = s->len ? *s->data : 0;

	if (is_in(c, "+-"))
		*s = str_from(*s, 1);
	return c == '-' ? -1 : 1;
}

/* Take as many characters of @set as there are. */
static struct str take_set(struct str *s, const char *set)
{
	size_t n = 0;

	while (n < s->len && is_in(s->data[n], set))
		n++;
	*s = str_from(*s, n);
	return str_n(s->data - n, n);
}

static bool take_char(struct str *s, char c)
{
	if (!s->len || *s->data != c)
		return false;
	*s = str_from(*s, 1);
	return true;
}

static int digit_value(char c)
{
	static const char digits[] = "0123456789abcdef0123456789ABCDEF";
	const char *at = strchr(digits, c);

	return c && at ? (int)((at - digits) % 16) : -1;
}

/* The digits of @s but for separators; false when there is none, or one that
 * @base lacks, or too many. */
static bool sum_digits(struct str s, int base, int sign, int64_t *ret)
{
	int64_t n = 0;
	bool any = false;

	for (size_t i = 0; i < s.len; i++) {
		int digit = digit_value(s.data[i]);

		if (is_in(s.data[i], SEPARATORS))
			continue;
		if (digit < 0 || digit >= base ||
		    __builtin_mul_overflow(n, base, &n) ||
		    __builtin_add_overflow(n, sign * digit, &n))
			return false;
		any = true;
	}
	*ret = n;
	return any;
}

/* In decimal a separator stands between two digits. */
static bool is_decimal(struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		bool separator = is_in(s.data[i], SEPARATORS);

		if (separator &&
		    (!i || i + 1 == s.len || is_in(s.data[i + 1], SEPARATORS)))
			return false;
		if (!separator && !is_in(s.data[i], "0123456789"))
			return false;
	}
	return s.len > 0;
}

static bool parse_int(struct str s, int64_t *ret)
{
	int sign = take_sign(&s);

	if (str_starts(s, "0b"))
		return sum_digits(str_from(s, 2), 2, sign, ret);
	if (str_starts(s, "0x"))
		return sum_digits(str_from(s, 2), 16, sign, ret);
	if (str_starts(s, "0") && s.len > 1)
		return sum_digits(s, 8, sign, ret);
	return is_decimal(s) && sum_digits(s, 10, sign, ret);
}

static void add_digits(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!is_in(s.data[i], SEPARATORS))
			buf_putc(out, s.data[i]);
}

static bool is_exponent(struct str s)
{
	if (s.len < 3 || !is_in(s.data[0], "eE") || !is_in(s.data[1], "+-"))
		return false;
	s = str_from(s, 2);
	(void)take_set(&s, "0123456789");
	return !s.len;
}

/* [digits].[digits][e+-digits], of which one part of digits may be missing. */
static bool parse_float(struct str s, double *ret)
{
	auto_buf struct buf plain = { 0 };
	int sign = take_sign(&s);
	struct str whole, fraction;

	whole = take_set(&s, "0123456789" SEPARATORS);
	if (!take_char(&s, '.') || str_starts(whole, "_") ||
	    str_starts(whole, ","))
		return false;
	fraction = take_set(&s, "0123456789");
	if ((!whole.len && !fraction.len) || (s.len && !is_exponent(s)))
		return false;
	buf_putc(&plain, '0');
	add_digits(&plain, whole);
	buf_puts(&plain, fraction.len ? "." : "");
	buf_add_str(&plain, fraction);
	buf_add_str(&plain, s);
	if (!num_parse_double(buf_str(&plain), ret))
		*ret = INFINITY;
	*ret *= sign;
	return true;
}

static bool parse_special(struct str s, double *ret)
{
	bool is_nan = s.len == 4 && strncasecmp(s.data, ".nan", 4) == 0;
	int sign = is_nan ? 1 : take_sign(&s);

	if (!is_nan && (s.len != 4 || strncasecmp(s.data, ".inf", 4) != 0))
		return false;
	*ret = is_nan ? NAN : sign * INFINITY;
	return true;
}

/* One part of a number to the base of 60. */
static bool take_sixty(struct str *s, bool first, int64_t *ret)
{
	struct str digits = take_set(s, first ? "0123456789_" : "0123456789");

	if (!digits.len || *digits.data == '_')
		return false;
	if (!first &&
	    (digits.len > 2 || (digits.len == 2 && *digits.data > '5')))
		return false;
	return sum_digits(digits, 10, 1, ret);
}

/*
 * 1:30 and 1:30:00 are 5400: the first part always counts 3600, and a sign
 * belongs to it alone. A fraction belongs to the last.
 */
static bool parse_sixties(struct str s, struct data *ret)
{
	int64_t parts[3] = { 0 }, sum;
	double fraction = 0;
	int sign = take_sign(&s), n = 0;

	do {
		if (n == 3 || !take_sixty(&s, !n, &parts[n]))
			return false;
		n++;
	} while (take_char(&s, ':'));
	if (n < 2 || __builtin_mul_overflow(parts[0], sign * 3600, &sum) ||
	    __builtin_add_overflow(sum, parts[1] * 60 + parts[2], &sum))
		return false;
	if (!s.len) {
		ret->kind = DATA_INT;
		ret->integer = sum;
		return true;
	}
	if (s.len > 1 && !parse_float(s, &fraction))
		return false;
	if (*s.data != '.')
		return false;
	ret->kind = DATA_FLOAT;
	ret->number = (double)sum + fraction * (n == 2 ? 60 : 1);
	return true;
}

bool conf_scalar_number(struct str text, struct data *ret)
{
	if (!text.len || !is_in(*text.data, "+-.0123456789"))
		return false;
	if (parse_int(text, &ret->integer)) {
		ret->kind = DATA_INT;
		return true;
	}
	if (parse_float(text, &ret->number) ||
	    parse_special(text, &ret->number)) {
		ret->kind = DATA_FLOAT;
		return true;
	}
	return parse_sixties(text, ret);
}
