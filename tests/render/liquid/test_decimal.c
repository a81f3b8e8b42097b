/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/liquid/decimal.h"

#include "tests/support/test.h"

static struct decimal number(struct arena *a, const char *text)
{
	return decimal_of_text(a, str_of(text));
}

static void assert_writes(struct decimal d, const char *expected)
{
	auto_buf struct buf b = { 0 };

	decimal_write(d, &b);
	assert_string_equal(b.data, expected);
}

static void sums_and_products_are_exact(void **state)
{
	auto_arena struct arena a = { 0 };
	struct decimal x = number(&a, "99999999999999999999"),
		       y = number(&a, "-0.1");

	(void)state;
	assert_writes(decimal_add(&a, x, y), "99999999999999999998.9");
	assert_writes(decimal_multiply(&a, x, x),
		      "9999999999999999999800000000000000000001");
	assert_writes(decimal_multiply(&a, x, y), "-9999999999999999999.9");
	assert_writes(decimal_add(&a, y, decimal_negate(y)), "0.0");
	assert_writes(number(&a, "-007"), "-7");
}

static void division_goes_down(void **state)
{
	static const struct {
		const char *x, *y, *quotient, *rest;
	} cases[] = {
		{ "7", "2", "3", "1" },
		{ "-7", "2", "-4", "1" },
		{ "7", "-2", "-4", "-1" },
		{ "10.1", "7.0", "1", "3.1" },
		{ "123456789012345678901234567890", "987654321987654321",
		  "124999998748", "432099904777777782" },
		{ "1000000000000000000000000000", "999999999999999999",
		  "1000000000", "1000000000" },
	};
	auto_arena struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct decimal x = number(&a, cases[i].x),
			       y = number(&a, cases[i].y);

		assert_writes(decimal_floor_divide(&a, x, y),
			      cases[i].quotient);
		assert_writes(decimal_modulo(&a, x, y), cases[i].rest);
	}
}

static void quotients_of_fractions_are_good_to_the_last_digit(void **state)
{
	auto_arena struct arena a = { 0 };

	(void)state;
	assert_true(decimal_to_double(decimal_divide(&a, number(&a, "20"),
						     number(&a, "7"))) ==
		    20.0 / 7);
	assert_true(decimal_to_double(decimal_divide(&a, number(&a, "0"),
						     number(&a, "1.1"))) == 0);
}

static void rounding_goes_where_it_is_told(void **state)
{
	static const struct {
		const char *x;
		int places;
		enum decimal_rounding how;
		const char *expected;
	} cases[] = {
		{ "2.5", 0, DECIMAL_HALF_UP, "3" },
		{ "-2.5", 0, DECIMAL_HALF_UP, "-3" },
		{ "2.449", 1, DECIMAL_HALF_UP, "2.4" },
		{ "-2.1", 0, DECIMAL_FLOOR, "-3" },
		{ "-2.9", 0, DECIMAL_CEIL, "-2" },
		{ "2.1", 0, DECIMAL_CEIL, "3" },
		{ "1250", -2, DECIMAL_HALF_UP, "1300" },
		{ "7", 3, DECIMAL_HALF_UP, "7" },
	};
	auto_arena struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_writes(decimal_round(&a, number(&a, cases[i].x),
					    cases[i].places, cases[i].how),
			      cases[i].expected);
}

static void doubles_become_their_shortest_decimal(void **state)
{
	auto_arena struct arena a = { 0 };

	(void)state;
	assert_writes(decimal_of_double(&a, 0.1), "0.1");
	assert_writes(decimal_of_double(&a, -1.5e21),
		      "-1500000000000000000000");
	assert_writes(decimal_of_double(&a, 0.000125), "0.000125");
}

static void integers_know_whether_they_fit(void **state)
{
	auto_arena struct arena a = { 0 };
	int64_t i;

	(void)state;
	assert_true(decimal_to_int(number(&a, "-9223372036854775808"), &i));
	assert_true(i == INT64_MIN);
	assert_false(decimal_to_int(number(&a, "9223372036854775808"), &i));
	assert_false(decimal_to_int(number(&a, "1.0"), &i));
	assert_writes(decimal_of_int(&a, INT64_MIN), "-9223372036854775808");
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(sums_and_products_are_exact),
		cmocka_unit_test(division_goes_down),
		cmocka_unit_test(
			quotients_of_fractions_are_good_to_the_last_digit),
		cmocka_unit_test(rounding_goes_where_it_is_told),
		cmocka_unit_test(doubles_become_their_shortest_decimal),
		cmocka_unit_test(integers_know_whether_they_fit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
