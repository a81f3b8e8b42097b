/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Natural numbers as limbs of base 1e9, the lowest first, without leading
 * zeros: the arithmetic under decimal.h.
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "lib/arena.h"

#define LIMBS_BASE 1000000000u
#define LIMBS_DIGITS 9 /* decimal digits a limb */

struct limbs {
	const uint32_t *at;
	size_t len;
};

int limbs_compare(struct limbs x, struct limbs y);
struct limbs limbs_add(struct arena *a, struct limbs x, struct limbs y);

/* @x is not below @y. */
struct limbs limbs_subtract(struct arena *a, struct limbs x, struct limbs y);
struct limbs limbs_multiply(struct arena *a, struct limbs x, struct limbs y);

/* The quotient; *@ret_rest is the remainder. @y is not 0. */
struct limbs limbs_divide(struct arena *a, struct limbs x, struct limbs y,
			  struct limbs *ret_rest);

/* x * 10^n */
struct limbs limbs_shift(struct arena *a, struct limbs x, uint32_t n);
