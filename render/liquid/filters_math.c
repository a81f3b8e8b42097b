/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <math.h>

#include "render/liquid/number.h"
#include "render/liquid/standard.h"
#include "render/liquid/value_read.h"

#define MAX_PLACES 1000 /* of round */

/* The input and the first argument, exactly. */
struct operands {
	struct arena arena; /* for what is computed on the way */
	struct number left, right;
	bool ints;
};

static void operands_release(struct operands *o)
{
	arena_release(&o->arena);
}
#define auto_operands __attribute__((cleanup(operands_release)))

static fallible read_operands(const struct filter_call *call,
			      struct operands *ret)
{
	if (!number_of_value(&ret->arena, call->input, &ret->left) ||
	    !number_of_value(&ret->arena, filter_arg(call, 0), &ret->right))
		return filter_error(call, "the number is not finite");
	ret->ints = ret->left.exact_int && ret->right.exact_int;
	return NULL;
}

/* The number as a value, which no longer needs the operands. */
static fallible finish(const struct filter_call *call, bool is_int,
		       struct decimal d, struct value *ret)
{
	struct number n = { is_int, d };
	uint32_t *limbs;
	int64_t small;

	if (decimal_digits(d) > DECIMAL_MAX_DIGITS)
		return filter_error(call, "the number is too long");
	if (is_int && !decimal_to_int(d, &small)) {
		if (!value_charge(call->reader, d.len * sizeof(*limbs)))
			return NULL;
		limbs = arena_alloc_array(call->reader->arena, d.len,
					  sizeof(*limbs));
		memcpy(limbs, d.limbs, d.len * sizeof(*limbs));
		n.value.limbs = limbs;
	}
	*ret = number_to_value(call->reader->arena, n);
	return NULL;
}

/* Integers that need no long arithmetic. */
static bool small_ints(const struct filter_call *call, int64_t *ret_left,
		       int64_t *ret_right)
{
	struct value right = filter_arg(call, 0);

	if (call->input.kind != VALUE_INT || right.kind != VALUE_INT)
		return false;
	*ret_left = call->input.integer;
	*ret_right = right.integer;
	return true;
}

/* A float of few digits, or an integer. */
struct brief {
	int64_t digits;
	int scale;
};

static bool read_brief(struct value v, struct brief *ret)
{
	if (v.kind == VALUE_FLOAT)
		return decimal_short(v.number, &ret->digits, &ret->scale);
	*ret = (struct brief){ .digits = v.integer };
	return v.kind == VALUE_INT && v.integer > -DECIMAL_SHORT_MAX &&
	       v.integer < DECIMAL_SHORT_MAX;
}

/* More places, the same number; both may then be added. */
static bool extend(struct brief *b, int scale)
{
	for (; b->scale < scale; b->scale++)
		if (__builtin_mul_overflow(b->digits, 10, &b->digits))
			return false;
	return true;
}

static bool finish_brief(int64_t digits, int scale, struct value *ret)
{
	if (!digits || digits <= -DECIMAL_SHORT_MAX ||
	    digits >= DECIMAL_SHORT_MAX)
		return false;
	*ret = value_of_float(decimal_short_to_double(digits, scale));
	return true;
}

static bool is_float(const struct filter_call *call)
{
	return call->input.kind == VALUE_FLOAT ||
	       filter_arg(call, 0).kind == VALUE_FLOAT;
}

static bool read_briefs(const struct filter_call *call, struct brief *ret_x,
			struct brief *ret_y)
{
	return read_brief(call->input, ret_x) &&
	       read_brief(filter_arg(call, 0), ret_y);
}

/* Sums and products that need no long arithmetic, but for zero, which may have
 * a sign. */
static bool add_briefly(const struct filter_call *call, int sign,
			struct value *ret)
{
	struct brief x, y;
	int64_t sum;

	return read_briefs(call, &x, &y) && extend(&x, y.scale) &&
	       extend(&y, x.scale) &&
	       !__builtin_add_overflow(x.digits, sign * y.digits, &sum) &&
	       finish_brief(sum, x.scale, ret);
}

static bool multiply_briefly(const struct filter_call *call, struct value *ret)
{
	struct brief x, y;
	int64_t product;

	return read_briefs(call, &x, &y) && x.scale + y.scale <= 22 &&
	       !__builtin_mul_overflow(x.digits, y.digits, &product) &&
	       finish_brief(product, x.scale + y.scale, ret);
}

static fallible plus(const struct filter_call *call, struct value *ret)
{
	auto_operands struct operands o = { 0 };
	int64_t x, y, sum;
	struct err *e;

	if (small_ints(call, &x, &y) && !__builtin_add_overflow(x, y, &sum)) {
		*ret = value_of_int(sum);
		return NULL;
	}
	if (is_float(call) && add_briefly(call, 1, ret))
		return NULL;
	e = read_operands(call, &o);
	if (e)
		return e;
	return finish(call, o.ints,
		      decimal_add(&o.arena, o.left.value, o.right.value), ret);
}

static fallible minus(const struct filter_call *call, struct value *ret)
{
	auto_operands struct operands o = { 0 };
	int64_t x, y, rest;
	struct err *e;

	if (small_ints(call, &x, &y) && !__builtin_sub_overflow(x, y, &rest)) {
		*ret = value_of_int(rest);
		return NULL;
	}
	if (is_float(call) && add_briefly(call, -1, ret))
		return NULL;
	e = read_operands(call, &o);
	if (e)
		return e;
	return finish(call, o.ints,
		      decimal_add(&o.arena, o.left.value,
				  decimal_negate(o.right.value)),
		      ret);
}

static fallible times(const struct filter_call *call, struct value *ret)
{
	auto_operands struct operands o = { 0 };
	int64_t x, y, product;
	struct err *e;

	if (small_ints(call, &x, &y) &&
	    !__builtin_mul_overflow(x, y, &product)) {
		*ret = value_of_int(product);
		return NULL;
	}
	if (is_float(call) && multiply_briefly(call, ret))
		return NULL;
	e = read_operands(call, &o);
	if (e)
		return e;
	if (!o.ints && (!o.left.value.len || !o.right.value.len) &&
	    o.left.value.negative != o.right.value.negative) {
		*ret = value_of_float(-0.0);
		return NULL;
	}
	return finish(call, o.ints,
		      decimal_multiply(&o.arena, o.left.value, o.right.value),
		      ret);
}

/* Floats divided by zero are infinite, or not a number. */
static struct value divide_by_zero(struct decimal d)
{
	if (!d.len)
		return value_of_float((double)NAN);
	return value_of_float(d.negative ? (double)-INFINITY
					 : (double)INFINITY);
}

static fallible divided_by(const struct filter_call *call, struct value *ret)
{
	auto_operands struct operands o = { 0 };
	struct decimal x, y;
	struct err *e = read_operands(call, &o);

	if (e)
		return e;
	x = o.left.value;
	y = o.right.value;
	if (!y.len && o.ints)
		return filter_error(call, "divided by 0");
	if (!y.len)
		*ret = divide_by_zero(x);
	else if (!x.len && y.negative && !o.ints)
		*ret = value_of_float(-0.0);
	else if (o.ints)
		return finish(call, true, decimal_floor_divide(&o.arena, x, y),
			      ret);
	else
		return finish(call, false, decimal_divide(&o.arena, x, y), ret);
	return NULL;
}

static fallible modulo(const struct filter_call *call, struct value *ret)
{
	auto_operands struct operands o = { 0 };
	struct err *e = read_operands(call, &o);

	if (e)
		return e;
	if (!o.right.value.len)
		return filter_error(call, "divided by 0");
	return finish(call, o.ints,
		      decimal_modulo(&o.arena, o.left.value, o.right.value),
		      ret);
}

/* The greater, or the lesser, of input and argument. */
static fallible clamp(const struct filter_call *call, bool greater,
		      struct value *ret)
{
	auto_operands struct operands o = { 0 };
	struct number n;
	int order;
	struct err *e = read_operands(call, &o);

	if (e)
		return e;
	order = decimal_compare(&o.arena, o.right.value, o.left.value);
	n = (greater ? order > 0 : order < 0) ? o.right : o.left;
	return finish(call, n.exact_int, n.value, ret);
}

static fallible at_least(const struct filter_call *call, struct value *ret)
{
	return clamp(call, true, ret);
}

static fallible at_most(const struct filter_call *call, struct value *ret)
{
	return clamp(call, false, ret);
}

static fallible abs_value(const struct filter_call *call, struct value *ret)
{
	auto_operands struct operands o = { 0 };
	struct err *e = read_operands(call, &o);

	if (e)
		return e;
	o.left.value.negative = false;
	return finish(call, o.left.exact_int, o.left.value, ret);
}

static fallible round_whole(const struct filter_call *call,
			    enum decimal_rounding how, struct value *ret)
{
	auto_operands struct operands o = { 0 };
	struct err *e = read_operands(call, &o);

	if (e)
		return e;
	return finish(call, true, decimal_round(&o.arena, o.left.value, 0, how),
		      ret);
}

static fallible ceil_value(const struct filter_call *call, struct value *ret)
{
	return round_whole(call, DECIMAL_CEIL, ret);
}

static fallible floor_value(const struct filter_call *call, struct value *ret)
{
	return round_whole(call, DECIMAL_FLOOR, ret);
}

static fallible round_value(const struct filter_call *call, struct value *ret)
{
	int64_t places = number_to_i(filter_arg(call, 0));
	auto_operands struct operands o = { 0 };
	struct decimal d;
	struct err *e = read_operands(call, &o);

	if (e)
		return e;
	if (places > INT32_MAX || places < INT32_MIN)
		return filter_error(call,
				    "integer %lld too big to convert to "
				    "`int'",
				    (long long)places);
	if (places > MAX_PLACES)
		places = MAX_PLACES;
	if (places < -MAX_PLACES)
		places = -MAX_PLACES;
	d = decimal_round(&o.arena, o.left.value, (int)places, DECIMAL_HALF_UP);
	return finish(call, o.left.exact_int || places <= 0, d, ret);
}

const struct filter STANDARD_FILTERS_MATH[] = {
	{ "plus", 1, 1, plus },         { "minus", 1, 1, minus },
	{ "times", 1, 1, times },       { "divided_by", 1, 1, divided_by },
	{ "modulo", 1, 1, modulo },     { "at_least", 1, 1, at_least },
	{ "at_most", 1, 1, at_most },   { "abs", 0, 0, abs_value },
	{ "ceil", 0, 0, ceil_value },   { "floor", 0, 0, floor_value },
	{ "round", 0, 1, round_value }, { 0 },
};
