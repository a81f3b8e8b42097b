/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Exact decimal numbers of any length, for sums that must come out as on
 * paper (0.1 + 0.2 is 0.3) and for integers beyond 64 bits. A number is
 * digits / 10^scale. Immutable; made in an arena.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/arena.h"
#include "lib/buf.h"

#define DECIMAL_MAX_DIGITS 10000 /* a longer result is refused */

struct decimal {
	bool negative; /* never when zero */
	uint32_t scale;
	size_t len; /* of limbs; 0 when zero, else the last is not 0 */
	const uint32_t *limbs; /* base 1e9, the lowest first */
};

struct decimal decimal_of_int(struct arena *a, int64_t i);

/*
 * Numbers that are short: digits / 10^scale with all digits below 2^53 and at
 * most DECIMAL_SHORT_SCALE places, which is what most people compute with. Sums
 * and products of such numbers need no more than machine integers. False when
 * @d is no such number.
 */
#define DECIMAL_SHORT_SCALE 15
#define DECIMAL_SHORT_MAX (INT64_C(1) << 53)
bool decimal_short(double d, int64_t *ret_digits, int *ret_scale);

/* The double nearest to digits / 10^scale; the scale is at most 22, and the
 * digits are below DECIMAL_SHORT_MAX. */
double decimal_short_to_double(int64_t digits, int scale);

/*
 * The fewest digits that read back as @d, which is finite; the point is to be
 * @exponent places after the first of them. Returns how many.
 */
#define DECIMAL_DOUBLE_DIGITS 17
size_t decimal_shortest(double d, char ret_digits[static DECIMAL_DOUBLE_DIGITS],
			int *ret_exponent);

/* The shortest decimal that reads back as @d, which is finite. */
struct decimal decimal_of_double(struct arena *a, double d);

/* "-12.34": digits, at most one point, one leading minus. The caller checked.
 */
struct decimal decimal_of_text(struct arena *a, struct str text);

struct decimal decimal_negate(struct decimal x);
struct decimal decimal_add(struct arena *a, struct decimal x, struct decimal y);
struct decimal decimal_multiply(struct arena *a, struct decimal x,
				struct decimal y);

/* Of x / y, which must not be 0, the integer below (floor), and what is left
 * over: x - floor(x / y) * y. */
struct decimal decimal_floor_divide(struct arena *a, struct decimal x,
				    struct decimal y);
struct decimal decimal_modulo(struct arena *a, struct decimal x,
			      struct decimal y);

/* To 20 digits and more after the first. */
struct decimal decimal_divide(struct arena *a, struct decimal x,
			      struct decimal y);

enum decimal_rounding { DECIMAL_HALF_UP, DECIMAL_FLOOR, DECIMAL_CEIL };

/* With @places digits after the point; negative ones are before it. */
struct decimal decimal_round(struct arena *a, struct decimal x, int places,
			     enum decimal_rounding how);

int decimal_compare(struct arena *a, struct decimal x, struct decimal y);

/* Digits it takes to write the integer part and the fraction. */
size_t decimal_digits(struct decimal x);

double decimal_to_double(struct decimal x);

/* False when it is no integer, or beyond int64_t. */
bool decimal_to_int(struct decimal x, int64_t *ret);

/* "-12.34" */
void decimal_write(struct decimal x, struct buf *out);
