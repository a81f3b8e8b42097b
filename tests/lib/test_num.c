/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/test.h"

#include "lib/cleanup.h"
#include "lib/num.h"

static void whole_numbers_are_nothing_but_digits(void **state)
{
	static const char *const bad[] = {
		"",
		"-",
		"+1",
		" 1",
		"1 ",
		"1x",
		"0x1",
		"1.0",
		"9223372036854775808",
		"-9223372036854775809",
		"--1",
	};
	int64_t n = 42;

	(void)state;
	assert_true(num_parse_int(str_of("-12"), -12, 0, &n));
	assert_int_equal(n, -12);
	assert_true(num_parse_int(str_of("-9223372036854775808"), INT64_MIN,
				  INT64_MAX, &n));
	assert_true(n == INT64_MIN);
	assert_true(num_parse_int(str_of("9223372036854775807"), INT64_MIN,
				  INT64_MAX, &n));
	assert_true(n == INT64_MAX);
	n = 42;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		assert_false(num_parse_int(str_of(bad[i]), INT64_MIN, INT64_MAX,
					   &n));
	assert_false(num_parse_int(str_of("8"), 0, 7, &n));
	assert_false(num_parse_int(str_of("-1"), 0, 7, &n));
	assert_int_equal(n, 42);
}

static void unsigned_numbers_end_at_the_given_most(void **state)
{
	uint64_t n = 42;

	(void)state;
	assert_true(
		num_parse_uint(str_of("18446744073709551615"), UINT64_MAX, &n));
	assert_true(n == UINT64_MAX);
	assert_true(num_parse_uint(str_of("007"), 7, &n));
	assert_int_equal(n, 7);
	assert_false(
		num_parse_uint(str_of("18446744073709551616"), UINT64_MAX, &n));
	assert_false(num_parse_uint(str_of("8"), 7, &n));
	assert_false(num_parse_uint(str_of("-0"), 7, &n));
	assert_int_equal(n, 7);
}

static void octal_numbers_have_no_eight(void **state)
{
	uint64_t n = 42;

	(void)state;
	assert_true(num_parse_octal(str_of("0644"), 07777, &n));
	assert_int_equal(n, 0644);
	assert_false(num_parse_octal(str_of("8"), 07777, &n));
	assert_false(num_parse_octal(str_of("10000"), 07777, &n));
	assert_int_equal(n, 0644);
}

static void hexadecimal_digits_are_in_either_case(void **state)
{
	(void)state;
	assert_int_equal(num_hex_digit('0'), 0);
	assert_int_equal(num_hex_digit('9'), 9);
	assert_int_equal(num_hex_digit('a'), 10);
	assert_int_equal(num_hex_digit('F'), 15);
	assert_int_equal(num_hex_digit('g'), -1);
	assert_int_equal(num_hex_digit('@'), -1);
	assert_int_equal(num_hex_digit('/'), -1);
	assert_int_equal(num_hex_digit('\0'), -1);
}

static void fractions_are_those_of_json(void **state)
{
	static const char *const bad[] = { "",     ".5",  "5.",   "1e",  "1e+",
					   "+1",   "inf", "nan",  "0x1", "1,5",
					   "1.5 ", "-",   "1e999" };
	double n = 42;

	(void)state;
	assert_true(num_parse_double(str_of("-1.5e2"), &n));
	assert_true(n == -150);
	assert_true(num_parse_double(str_of("007.25"), &n));
	assert_true(n == 7.25);
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		assert_false(num_parse_double(str_of(bad[i]), &n));
	assert_true(n == 7.25);
}

static void durations_have_units(void **state)
{
	static const struct {
		const char *text;
		uint64_t ms;
	} cases[] = { { "250ms", 250 },  { "60s", 60000 },   { "5m", 300000 },
		      { "2h", 7200000 }, { "1d", 86400000 }, { "3", 3000 },
		      { "0", 0 } };
	static const char *const bad[] = { "",     "s",
					   "1.5s", "-1s",
					   "1 s",  "1w",
					   "ms",   "18446744073709551615s" };
	uint64_t ms = 42;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		assert_true(num_parse_duration(str_of(cases[i].text), &ms));
		assert_int_equal(ms, cases[i].ms);
	}
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		assert_false(num_parse_duration(str_of(bad[i]), &ms));
	assert_int_equal(ms, 0);
}

static void bytes_are_told_in_units(void **state)
{
	static const struct {
		uint64_t n;
		const char *text;
	} cases[] = {
		{ 0, "0 bytes" },       { 1, "1 byte" },
		{ 1023, "1023 bytes" }, { 1024, "1 KiB" },
		{ 1536, "1.5 KiB" },    { 1048575, "1 MiB" },
		{ 16777216, "16 MiB" }, { UINT64_MAX, "16 EiB" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		auto_free char *text = num_format_bytes(cases[i].n);

		assert_string_equal(text, cases[i].text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whole_numbers_are_nothing_but_digits),
		cmocka_unit_test(unsigned_numbers_end_at_the_given_most),
		cmocka_unit_test(octal_numbers_have_no_eight),
		cmocka_unit_test(hexadecimal_digits_are_in_either_case),
		cmocka_unit_test(fractions_are_those_of_json),
		cmocka_unit_test(durations_have_units),
		cmocka_unit_test(bytes_are_told_in_units),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
