/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/liquid/decimal.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "render/liquid/limbs.h"

#define DIVISION_DIGITS 40

static struct limbs limbs_of(struct decimal x)
{
	return (struct limbs){ x.limbs, x.len };
}

static struct decimal make(bool negative, struct limbs n, uint32_t scale)
{
	return (struct decimal){ .negative = negative && n.len,
				 .scale = scale,
				 .len = n.len,
				 .limbs = n.at };
}

struct decimal decimal_of_text(struct arena *a, struct str text)
{
	bool negative = text.len && text.data[0] == '-';
	size_t point = str_find_char(text, '.');
	uint32_t *limbs = arena_alloc_array(a, text.len / LIMBS_DIGITS + 1,
					    sizeof(*limbs));
	uint32_t unit = 1;
	size_t len = 0;

	for (size_t i = text.len; i-- > negative;) {
		if (i == point)
			continue;
		limbs[len] += unit * (uint32_t)(text.data[i] - '0');
		unit *= 10;
		if (unit == LIMBS_BASE) {
			unit = 1;
			len++;
		}
	}
	len += unit > 1;
	while (len && !limbs[len - 1])
		len--;
	return make(negative, (struct limbs){ limbs, len },
		    point < text.len ? (uint32_t)(text.len - point - 1) : 0);
}

struct decimal decimal_of_int(struct arena *a, int64_t i)
{
	uint32_t *limbs = arena_alloc_array(a, 3, sizeof(*limbs));
	uint64_t left = i < 0 ? 0 - (uint64_t)i : (uint64_t)i;
	size_t len = 0;

	for (; left; left /= LIMBS_BASE)
		limbs[len++] = (uint32_t)(left % LIMBS_BASE);
	return make(i < 0, (struct limbs){ limbs, len }, 0);
}

/* The powers of ten that a double has exactly. */
static const double tens[] = {
	1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
	1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
};

/* Both are exact, so the quotient is the nearest double there is. */
double decimal_short_to_double(int64_t digits, int scale)
{
	return (double)digits / tens[scale];
}

bool decimal_short(double d, int64_t *ret_digits, int *ret_scale)
{
	for (int scale = 0; scale <= DECIMAL_SHORT_SCALE; scale++) {
		double scaled = d * tens[scale];

		if (!(fabs(scaled) < 1e15))
			return false;
		if (nearbyint(scaled) / tens[scale] == d) {
			*ret_digits = (int64_t)nearbyint(scaled);
			*ret_scale = scale;
			return true;
		}
	}
	return false;
}

/* The digits of a short number, which is not 0. */
static size_t short_digits(int64_t digits, int scale, char *ret,
			   int *ret_exponent)
{
	char text[24]; /* an int64_t */
	int len = snprintf(text, sizeof(text), "%lld",
			   (long long)(digits < 0 ? -digits : digits));

	*ret_exponent = len - 1 - scale;
	while (len > 1 && text[len - 1] == '0')
		len--;
	memcpy(ret, text, (size_t)len);
	return (size_t)len;
}

/* Any 15 digits survive being a double of full precision, so fewer need not be
 * tried: they show as zeros at the end. */
size_t decimal_shortest(double d, char ret_digits[static DECIMAL_DOUBLE_DIGITS],
			int *ret_exponent)
{
	char text[32]; /* "-d.dddddddddddddddde-324" */
	size_t len = 0;
	int precision = fabs(d) < DBL_MIN ? 0 : 14;
	int64_t digits;
	const char *p;
	int scale;

	if (d != 0 && decimal_short(d, &digits, &scale))
		return short_digits(digits, scale, ret_digits, ret_exponent);
	do {
		(void)snprintf(text, sizeof(text), "%.*e", precision, d);
	} while (precision++ < 16 && strtod(text, NULL) != d);
	for (p = text; *p != 'e'; p++)
		if (*p >= '0')
			ret_digits[len++] = *p;
	*ret_exponent = 0;
	for (const char *q = p + 2; *q; q++)
		*ret_exponent = *ret_exponent * 10 + (*q - '0');
	if (p[1] == '-')
		*ret_exponent = -*ret_exponent;
	while (len > 1 && ret_digits[len - 1] == '0')
		len--;
	return len;
}

struct decimal decimal_of_double(struct arena *a, double d)
{
	char digits[DECIMAL_DOUBLE_DIGITS];
	int exponent;
	size_t len = decimal_shortest(d, digits, &exponent);
	struct decimal x = decimal_of_text(a, str_n(digits, len));

	x.negative = d < 0;
	exponent -= (int)len - 1;
	if (exponent >= 0)
		return make(x.negative,
			    limbs_shift(a, limbs_of(x), (uint32_t)exponent), 0);
	x.scale = (uint32_t)-exponent;
	return x;
}

struct decimal decimal_negate(struct decimal x)
{
	x.negative = !x.negative && x.len;
	return x;
}

/* Give both the same scale. */
static void align(struct arena *a, struct decimal *x, struct decimal *y)
{
	if (x->scale < y->scale) {
		*x = make(x->negative,
			  limbs_shift(a, limbs_of(*x), y->scale - x->scale),
			  y->scale);
	} else if (y->scale < x->scale) {
		*y = make(y->negative,
			  limbs_shift(a, limbs_of(*y), x->scale - y->scale),
			  x->scale);
	}
}

struct decimal decimal_add(struct arena *a, struct decimal x, struct decimal y)
{
	struct limbs m, n;

	align(a, &x, &y);
	m = limbs_of(x);
	n = limbs_of(y);
	if (x.negative == y.negative)
		return make(x.negative, limbs_add(a, m, n), x.scale);
	if (limbs_compare(m, n) < 0)
		return make(y.negative, limbs_subtract(a, n, m), x.scale);
	return make(x.negative, limbs_subtract(a, m, n), x.scale);
}

struct decimal decimal_multiply(struct arena *a, struct decimal x,
				struct decimal y)
{
	return make(x.negative != y.negative,
		    limbs_multiply(a, limbs_of(x), limbs_of(y)),
		    x.scale + y.scale);
}

struct decimal decimal_floor_divide(struct arena *a, struct decimal x,
				    struct decimal y)
{
	const uint32_t one = 1;
	struct limbs quotient, rest;

	align(a, &x, &y);
	quotient = limbs_divide(a, limbs_of(x), limbs_of(y), &rest);
	if (rest.len && x.negative != y.negative)
		quotient = limbs_add(a, quotient, (struct limbs){ &one, 1 });
	return make(x.negative != y.negative, quotient, 0);
}

struct decimal decimal_modulo(struct arena *a, struct decimal x,
			      struct decimal y)
{
	struct decimal times = decimal_floor_divide(a, x, y);

	return decimal_add(a, x, decimal_negate(decimal_multiply(a, times, y)));
}

struct decimal decimal_divide(struct arena *a, struct decimal x,
			      struct decimal y)
{
	struct limbs rest;
	uint32_t extra = DIVISION_DIGITS + (uint32_t)(y.len * LIMBS_DIGITS);

	align(a, &x, &y);
	return make(x.negative != y.negative,
		    limbs_divide(a, limbs_shift(a, limbs_of(x), extra),
				 limbs_of(y), &rest),
		    extra);
}

/* Does cutting off @rest of @whole mean one more in the last place? */
static bool rounds_up(struct arena *a, struct limbs rest, struct limbs whole,
		      bool negative, enum decimal_rounding how)
{
	if (!rest.len)
		return false;
	if (how == DECIMAL_FLOOR)
		return negative;
	if (how == DECIMAL_CEIL)
		return !negative;
	return limbs_compare(limbs_add(a, rest, rest), whole) >= 0;
}

struct decimal decimal_round(struct arena *a, struct decimal x, int places,
			     enum decimal_rounding how)
{
	const uint32_t one = 1;
	struct limbs unit = { &one, 1 };
	struct limbs whole, quotient, rest;
	int64_t cut = (int64_t)x.scale - places;

	if (cut <= 0)
		return x;
	if (cut > DECIMAL_MAX_DIGITS * 2)
		return (struct decimal){ 0 };
	whole = limbs_shift(a, unit, (uint32_t)cut);
	quotient = limbs_divide(a, limbs_of(x), whole, &rest);
	if (rounds_up(a, rest, whole, x.negative, how))
		quotient = limbs_add(a, quotient, unit);
	if (places >= 0)
		return make(x.negative, quotient, (uint32_t)places);
	return make(x.negative, limbs_shift(a, quotient, (uint32_t)-places), 0);
}

int decimal_compare(struct arena *a, struct decimal x, struct decimal y)
{
	int order;

	if (x.negative != y.negative)
		return x.negative ? -1 : 1;
	align(a, &x, &y);
	order = limbs_compare(limbs_of(x), limbs_of(y));
	return x.negative ? -order : order;
}

size_t decimal_digits(struct decimal x)
{
	size_t digits = x.len * LIMBS_DIGITS;

	return digits > x.scale ? digits : x.scale;
}

double decimal_to_double(struct decimal x)
{
	auto_buf struct buf text = { 0 };

	decimal_write(x, &text);
	return strtod(text.data, NULL);
}

bool decimal_to_int(struct decimal x, int64_t *ret)
{
	uint64_t sum = 0;
	uint64_t max = (uint64_t)INT64_MAX + x.negative;

	if (x.scale || x.len > 3)
		return false;
	for (size_t i = x.len; i-- > 0;) {
		if (__builtin_mul_overflow(sum, LIMBS_BASE, &sum) ||
		    __builtin_add_overflow(sum, x.limbs[i], &sum))
			return false;
	}
	if (sum > max)
		return false;
	*ret = (int64_t)(x.negative ? 0 - sum : sum);
	return true;
}

void decimal_write(struct decimal x, struct buf *out)
{
	auto_buf struct buf digits = { 0 };
	size_t whole;

	for (size_t i = x.len; i-- > 0;)
		buf_printf(&digits, "%09u", x.limbs[i]);
	while (digits.len <= x.scale) {
		auto_buf struct buf padded = { 0 };

		for (size_t i = digits.len; i <= x.scale; i++)
			buf_putc(&padded, '0');
		buf_add_str(&padded, buf_str(&digits));
		buf_truncate(&digits, 0);
		buf_add_str(&digits, buf_str(&padded));
	}
	whole = 0;
	while (whole + 1 < digits.len - x.scale && digits.data[whole] == '0')
		whole++;
	if (x.negative)
		buf_putc(out, '-');
	buf_add(out, digits.data + whole, digits.len - x.scale - whole);
	if (x.scale) {
		buf_putc(out, '.');
		buf_add(out, digits.data + digits.len - x.scale, x.scale);
	}
}
