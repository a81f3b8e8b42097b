/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/liquid/limbs.h"

#include <stdbool.h>
#include <string.h>

static struct limbs trimmed(const uint32_t *at, size_t len)
{
	while (len && !at[len - 1])
		len--;
	return (struct limbs){ at, len };
}

int limbs_compare(struct limbs x, struct limbs y)
{
	if (x.len != y.len)
		return x.len < y.len ? -1 : 1;
	for (size_t i = x.len; i-- > 0;)
		if (x.at[i] != y.at[i])
			return x.at[i] < y.at[i] ? -1 : 1;
	return 0;
}

struct limbs limbs_add(struct arena *a, struct limbs x, struct limbs y)
{
	size_t len = (x.len > y.len ? x.len : y.len) + 1;
	uint32_t *sum = arena_alloc_array(a, len, sizeof(*sum));
	uint32_t carry = 0;

	for (size_t i = 0; i < len; i++) {
		uint32_t s = carry + (i < x.len ? x.at[i] : 0) +
			     (i < y.len ? y.at[i] : 0);

		carry = s >= LIMBS_BASE;
		sum[i] = carry ? s - LIMBS_BASE : s;
	}
	return trimmed(sum, len);
}

struct limbs limbs_subtract(struct arena *a, struct limbs x, struct limbs y)
{
	uint32_t *rest = arena_alloc_array(a, x.len + 1, sizeof(*rest));
	int64_t borrow = 0;

	for (size_t i = 0; i < x.len; i++) {
		int64_t d =
			(int64_t)x.at[i] - borrow - (i < y.len ? y.at[i] : 0);

		borrow = d < 0;
		rest[i] = (uint32_t)(borrow ? d + LIMBS_BASE : d);
	}
	return trimmed(rest, x.len);
}

struct limbs limbs_multiply(struct arena *a, struct limbs x, struct limbs y)
{
	uint32_t *product =
		arena_alloc_array(a, x.len + y.len + 1, sizeof(*product));

	for (size_t i = 0; i < x.len; i++) {
		uint64_t carry = 0;

		for (size_t j = 0; j < y.len || carry; j++) {
			uint64_t p = product[i + j] + carry;

			if (j < y.len)
				p += (uint64_t)x.at[i] * y.at[j];
			product[i + j] = (uint32_t)(p % LIMBS_BASE);
			carry = p / LIMBS_BASE;
		}
	}
	return trimmed(product, x.len + y.len);
}

static struct limbs divide_by_limb(struct arena *a, struct limbs x, uint32_t y,
				   struct limbs *ret_rest)
{
	uint32_t *quotient = arena_alloc_array(a, x.len + 1, sizeof(uint32_t));
	uint32_t *rest = arena_alloc_array(a, 1, sizeof(*rest));
	uint64_t left = 0;

	for (size_t i = x.len; i-- > 0;) {
		left = left * LIMBS_BASE + x.at[i];
		quotient[i] = (uint32_t)(left / y);
		left %= y;
	}
	rest[0] = (uint32_t)left;
	*ret_rest = trimmed(rest, 1);
	return trimmed(quotient, x.len);
}

/* window -= q * y, where the window has a limb more than y; is it below 0? */
static bool subtract_product(uint32_t *window, struct limbs y, uint64_t q)
{
	uint64_t carry = 0;
	int64_t borrow = 0;

	for (size_t i = 0; i <= y.len; i++) {
		uint64_t p = carry + (i < y.len ? q * y.at[i] : 0);
		int64_t d =
			(int64_t)window[i] - borrow - (int64_t)(p % LIMBS_BASE);

		carry = p / LIMBS_BASE;
		borrow = d < 0;
		window[i] = (uint32_t)(borrow ? d + LIMBS_BASE : d);
	}
	return borrow;
}

static void add_back(uint32_t *window, struct limbs y)
{
	uint32_t carry = 0;

	for (size_t i = 0; i <= y.len; i++) {
		uint32_t s = window[i] + carry + (i < y.len ? y.at[i] : 0);

		carry = s >= LIMBS_BASE;
		window[i] = carry ? s - LIMBS_BASE : s;
	}
}

/* Knuth's algorithm D: both are scaled so that y's highest limb is at least
 * half the base, and then an estimated digit is at most two too high. */
struct limbs limbs_divide(struct arena *a, struct limbs x, struct limbs y,
			  struct limbs *ret_rest)
{
	uint32_t factor;
	uint32_t *left, *quotient;
	struct limbs scale, none;

	if (y.len == 1)
		return divide_by_limb(a, x, y.at[0], ret_rest);
	if (limbs_compare(x, y) < 0) {
		*ret_rest = x;
		return (struct limbs){ 0 };
	}
	factor = LIMBS_BASE / (y.at[y.len - 1] + 1);
	scale = (struct limbs){ &factor, 1 };
	x = limbs_multiply(a, x, scale);
	y = limbs_multiply(a, y, scale);
	left = arena_alloc_array(a, x.len + 1, sizeof(*left));
	memcpy(left, x.at, x.len * sizeof(*left));
	quotient = arena_alloc_array(a, x.len - y.len + 1, sizeof(*quotient));
	for (size_t i = x.len - y.len + 1; i-- > 0;) {
		uint64_t high = (uint64_t)left[i + y.len] * LIMBS_BASE +
				left[i + y.len - 1];
		uint64_t q = high / y.at[y.len - 1];

		if (q >= LIMBS_BASE)
			q = LIMBS_BASE - 1;
		if (q && subtract_product(left + i, y, q)) {
			do {
				q--;
				add_back(left + i, y);
			} while (left[i + y.len]);
		}
		quotient[i] = (uint32_t)q;
	}
	*ret_rest = limbs_divide(a, trimmed(left, x.len), scale, &none);
	return trimmed(quotient, x.len - y.len + 1);
}

static const uint32_t powers[LIMBS_DIGITS] = {
	1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000,
};

struct limbs limbs_shift(struct arena *a, struct limbs x, uint32_t n)
{
	size_t whole = n / LIMBS_DIGITS;
	struct limbs power = { &powers[n % LIMBS_DIGITS], 1 };
	uint32_t *moved;

	if (!x.len)
		return x;
	x = limbs_multiply(a, x, power);
	moved = arena_alloc_array(a, x.len + whole, sizeof(*moved));
	memcpy(moved + whole, x.at, x.len * sizeof(*moved));
	return (struct limbs){ moved, x.len + whole };
}
