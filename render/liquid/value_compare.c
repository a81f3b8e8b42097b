/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/liquid/value_compare.h"

#include <math.h>

#include "render/liquid/decimal.h"
#include "render/liquid/text.h"
#include "render/liquid/value_read.h"
#include "render/liquid/value_text.h"

#define MAX_DEPTH 100 /* what is deeper is not equal */

static bool is_number(struct value v)
{
	return v.kind == VALUE_INT || v.kind == VALUE_FLOAT ||
	       v.kind == VALUE_BIG;
}

static int order_of(double a, double b)
{
	return a < b ? -1 : a > b;
}

static int order_numbers(struct value a, struct value b)
{
	auto_arena struct arena arena = { 0 };
	double x, y;

	if (a.kind == VALUE_INT && b.kind == VALUE_INT)
		return a.integer < b.integer ? -1 : a.integer > b.integer;
	if (a.kind == VALUE_BIG && b.kind == VALUE_BIG)
		return decimal_compare(&arena, *a.big, *b.big);
	x = a.kind == VALUE_FLOAT ? a.number
	    : a.kind == VALUE_INT ? (double)a.integer
				  : decimal_to_double(*a.big);
	y = b.kind == VALUE_FLOAT ? b.number
	    : b.kind == VALUE_INT ? (double)b.integer
				  : decimal_to_double(*b.big);
	return order_of(x, y);
}

static bool is_nan(struct value v)
{
	return v.kind == VALUE_FLOAT && isnan(v.number);
}

bool value_order(struct value a, struct value b, int *ret_order)
{
	if (is_number(a) && is_number(b)) {
		if (is_nan(a) || is_nan(b))
			return false;
		*ret_order = order_numbers(a, b);
		return true;
	}
	if (a.kind == VALUE_STRING && b.kind == VALUE_STRING) {
		*ret_order = str_cmp(a.string, b.string);
		return true;
	}
	if (a.kind == VALUE_TIME && b.kind == VALUE_TIME) {
		*ret_order = a.time->seconds < b.time->seconds ? -1
			     : a.time->seconds > b.time->seconds
				     ? 1
				     : order_of(a.time->nanoseconds,
						b.time->nanoseconds);
		return true;
	}
	return false;
}

static bool equals(struct value_reader *r, struct value a, struct value b,
		   unsigned depth);

static bool equal_lists(struct value_reader *r, struct value a, struct value b,
			unsigned depth)
{
	size_t len = value_len(r, a);

	if (depth == MAX_DEPTH || len != value_len(r, b))
		return false;
	for (size_t i = 0; i < len; i++)
		if (!equals(r, value_at(r, a, i), value_at(r, b, i), depth + 1))
			return false;
	return true;
}

static bool equal_maps(struct value_reader *r, struct value a, struct value b,
		       unsigned depth)
{
	size_t len = value_len(r, a);

	if (depth == MAX_DEPTH || len != value_len(r, b))
		return false;
	for (size_t i = 0; i < len; i++) {
		struct value_key key =
			value_key_of(a.object.ops->key_at(a.object.self, r, i));
		struct value other;

		if (!b.object.ops->get(b.object.self, r, &key, &other) ||
		    !equals(r, a.object.ops->at(a.object.self, r, i), other,
			    depth + 1))
			return false;
	}
	return true;
}

static bool equal_objects(struct value_reader *r, struct value a,
			  struct value b, unsigned depth)
{
	bool both = a.kind == VALUE_OBJECT && b.kind == VALUE_OBJECT;

	if (both && a.object.ops == b.object.ops &&
	    a.object.self == b.object.self)
		return true;
	if ((a.kind == VALUE_OBJECT && a.object.ops->by_identity) ||
	    (b.kind == VALUE_OBJECT && b.object.ops->by_identity))
		return false;
	if (value_is_map(a) && value_is_map(b))
		return equal_maps(r, a, b, depth);
	if (value_is_list(a) && value_is_list(b) && a.kind != VALUE_RANGE &&
	    b.kind != VALUE_RANGE)
		return equal_lists(r, a, b, depth);
	return false;
}

static bool equals(struct value_reader *r, struct value a, struct value b,
		   unsigned depth)
{
	int order;

	if (a.kind == VALUE_OBJECT || a.kind == VALUE_LIST)
		return equal_objects(r, a, b, depth);
	if (value_order(a, b, &order))
		return order == 0;
	if (a.kind != b.kind)
		return false;
	if (a.kind == VALUE_BOOL)
		return a.boolean == b.boolean;
	if (a.kind == VALUE_RANGE)
		return a.range.first == b.range.first &&
		       a.range.last == b.range.last;
	return a.kind != VALUE_FLOAT;
}

bool value_equals(struct value_reader *r, struct value a, struct value b)
{
	return equals(r, a, b, 0);
}

bool value_is_empty(struct value_reader *r, struct value v)
{
	if (v.kind == VALUE_STRING)
		return v.string.len == 0;
	return v.kind != VALUE_RANGE && (value_is_list(v) || value_is_map(v)) &&
	       !value_len(r, v);
}

bool value_is_blank(struct value_reader *r, struct value v)
{
	if (v.kind == VALUE_STRING)
		return text_strip_left(v.string).len == 0;
	return !value_is_truthy(v) || value_is_empty(r, v);
}

bool value_contains(struct value_reader *r, struct value v, struct value item)
{
	struct value_key key;
	struct value found;
	size_t len;

	if (v.kind == VALUE_STRING) {
		struct str needle = value_text(r, item);

		return !needle.len || str_find(v.string, needle) < v.string.len;
	}
	if (value_is_map(v)) {
		key = value_key_of(value_text(r, item));
		return item.kind == VALUE_STRING &&
		       v.object.ops->get(v.object.self, r, &key, &found);
	}
	if (v.kind == VALUE_RANGE)
		return item.kind == VALUE_INT &&
		       item.integer >= v.range.first &&
		       item.integer <= v.range.last;
	if (!value_is_list(v))
		return false;
	len = value_len(r, v);
	for (size_t i = 0; i < len; i++)
		if (value_equals(r, value_at(r, v, i), item))
			return true;
	return false;
}
