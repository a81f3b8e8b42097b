/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Values as numbers, the way Ruby and Liquid turn them into some.
 */
#pragma once

#include "render/liquid/decimal.h"
#include "render/liquid/value.h"

/*
 * A number to calculate with. Integers stay integers; a float, or text like
 * "1.5", is an exact decimal.
 */
struct number {
	bool exact_int; /* written without a point */
	struct decimal value;
};

/* What cannot be a number is 0; text counts as far as it is one. False for
 * NaN and infinities. */
bool number_of_value(struct arena *a, struct value v, struct number *ret);

/* An integer as VALUE_INT, or VALUE_BIG; a decimal as VALUE_FLOAT. */
struct value number_to_value(struct arena *a, struct number n);
struct value number_int_value(struct arena *a, struct decimal d);

/* Ruby's Integer(text): false when @v is no integer through and through. */
bool number_to_integer(struct value_reader *r, struct value v, int64_t *ret);

/* Ruby's to_i: text counts as far as it is an integer; 0 for what has none. */
int64_t number_to_i(struct value v);
