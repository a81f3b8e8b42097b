/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/liquid/number.h"

#include <ctype.h>
#include <math.h>

#include "render/liquid/text.h"
#include "render/liquid/value_text.h"

#define MAX_TEXT_DIGITS 1000 /* of a number in a text; the rest is cut off */

/* Is it -?digits.digits? */
static bool is_decimal_text(struct str s)
{
	size_t i = s.len && s.data[0] == '-';
	size_t point = str_find_char(s, '.');

	if (point == i || point + 1 >= s.len || s.len > MAX_TEXT_DIGITS)
		return false;
	for (; i < s.len; i++)
		if (i != point && !isdigit((unsigned char)s.data[i]))
			return false;
	return true;
}

/* The sign and digits @s begins with, without the underscores between them. */
static struct str leading_integer(struct arena *a, struct str s,
				  size_t *ret_used)
{
	char *digits = arena_alloc(a, s.len + 2);
	size_t i = s.len && (s.data[0] == '-' || s.data[0] == '+');
	size_t len = 0;

	if (i && s.data[0] == '-')
		digits[len++] = '-';
	for (; i < s.len && len < MAX_TEXT_DIGITS; i++) {
		bool joins = s.data[i] == '_' && i + 1 < s.len &&
			     isdigit((unsigned char)s.data[i + 1]) && i > 0 &&
			     isdigit((unsigned char)s.data[i - 1]);

		if (isdigit((unsigned char)s.data[i]))
			digits[len++] = s.data[i];
		else if (!joins)
			break;
	}
	*ret_used = i;
	return str_n(digits, len);
}

static struct number number_of_text(struct arena *a, struct str s)
{
	size_t used;

	s = text_strip_right(text_strip_left(s));
	if (is_decimal_text(s))
		return (struct number){ false, decimal_of_text(a, s) };
	if (s.len > MAX_TEXT_DIGITS)
		s.len = MAX_TEXT_DIGITS;
	return (struct number){
		true, decimal_of_text(a, leading_integer(a, s, &used))
	};
}

bool number_of_value(struct arena *a, struct value v, struct number *ret)
{
	struct number n = { .exact_int = true };

	if (v.kind == VALUE_INT) {
		n.value = decimal_of_int(a, v.integer);
	} else if (v.kind == VALUE_BIG) {
		n.value = *v.big;
	} else if (v.kind == VALUE_FLOAT) {
		if (isnan(v.number) || isinf(v.number))
			return false;
		n.exact_int = false;
		n.value = decimal_of_double(a, v.number);
	} else if (v.kind == VALUE_STRING) {
		n = number_of_text(a, v.string);
	}
	*ret = n;
	return true;
}

struct value number_int_value(struct arena *a, struct decimal d)
{
	struct decimal *big;
	int64_t i;

	if (decimal_to_int(d, &i))
		return value_of_int(i);
	big = arena_alloc(a, sizeof(*big));
	*big = d;
	return (struct value){ .kind = VALUE_BIG, .big = big };
}

struct value number_to_value(struct arena *a, struct number n)
{
	if (n.exact_int)
		return number_int_value(a, n.value);
	return value_of_float(decimal_to_double(n.value));
}

/* Decimal digits with a sign before them and single underscores in them. */
static bool is_integer_text(struct str s)
{
	size_t i = s.len && (s.data[0] == '-' || s.data[0] == '+');
	bool digit_before = false;

	for (; i < s.len; i++) {
		bool digit = isdigit((unsigned char)s.data[i]);

		if (!digit && !(s.data[i] == '_' && digit_before))
			return false;
		digit_before = digit;
	}
	return digit_before;
}

bool number_to_integer(struct value_reader *r, struct value v, int64_t *ret)
{
	struct str s;
	size_t used;

	if (v.kind == VALUE_INT) {
		*ret = v.integer;
		return true;
	}
	s = text_strip_right(text_strip_left(value_text(r, v)));
	if (s.len > 64 || !is_integer_text(s))
		return false;
	return decimal_to_int(
		decimal_of_text(r->arena, leading_integer(r->arena, s, &used)),
		ret);
}

int64_t number_to_i(struct value v)
{
	auto_arena struct arena a = { 0 };
	struct number n;
	int64_t i = 0;

	if (v.kind == VALUE_INT)
		return v.integer;
	if (number_of_value(&a, v, &n))
		n.value = decimal_round(&a, n.value, 0,
					n.value.negative ? DECIMAL_CEIL
							 : DECIMAL_FLOOR);
	else
		n.value = (struct decimal){ 0 };
	return decimal_to_int(n.value, &i) ? i : 0;
}
