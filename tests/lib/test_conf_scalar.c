/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/test.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "lib/conf_scalar.h"

#define STRING_OF "s"

/* One letter for the kind, and the value. */
static void show(const struct data *d, char ret[static 80])
{
	switch (d->kind) {
	case DATA_NULL:
		(void)snprintf(ret, 80, "null");
		break;
	case DATA_BOOL:
		(void)snprintf(ret, 80, d->boolean ? "true" : "false");
		break;
	case DATA_INT:
		(void)snprintf(ret, 80, "i%" PRId64, d->integer);
		break;
	case DATA_FLOAT:
		(void)snprintf(ret, 80, "f%g", d->number);
		break;
	case DATA_TIME:
		(void)snprintf(
			ret, 80, "t%" PRId64 ".%09" PRIu32 " %" PRId32 "%s%s",
			d->time.seconds, d->time.nanoseconds,
			d->time.utc_offset, d->time.has_time ? " time" : "",
			d->time.has_zone ? " zone" : "");
		break;
	default:
		(void)snprintf(ret, 80, STRING_OF "%.*s", STR_FMT(d->string));
	}
}

struct scalar_case {
	const char *text, *shown;
};

static void check(const struct scalar_case *cases, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		struct data d = { 0 };
		char shown[80];

		conf_scalar_resolve(str_of(cases[i].text), &d);
		show(&d, shown);
		if (strcmp(shown, cases[i].shown) != 0)
			print_error("of '%s'\n", cases[i].text);
		assert_string_equal(shown, cases[i].shown);
	}
}

#define CHECK(cases) check((cases), sizeof(cases) / sizeof(*(cases)))

static void words_are_those_of_yaml_1_1(void **state)
{
	static const struct scalar_case cases[] = {
		{ "", "null" },          { "~", "null" },
		{ "null", "null" },      { "NULL", "null" },
		{ "yes", "true" },       { "On", "true" },
		{ "TRUE", "true" },      { "no", "false" },
		{ "off", "false" },      { "False", "false" },
		{ "y", "sy" },           { "N", "sN" },
		{ "nil", "snil" },       { "truey", "struey" },
		{ "no\non", "sno\non" },
	};

	(void)state;
	CHECK(cases);
}

static void whole_numbers_are_rubys(void **state)
{
	static const struct scalar_case cases[] = {
		{ "0", "i0" },
		{ "-1", "i-1" },
		{ "+1", "i1" },
		{ "1_000", "i1000" },
		{ "1,000", "i1000" },
		{ "1__0", "s1__0" },
		{ "1_", "s1_" },
		{ "0755", "i493" },
		{ "-0755", "i-493" },
		{ "0_7", "i7" },
		{ "08", "s08" },
		{ "0o14", "s0o14" },
		{ "0x1F", "i31" },
		{ "0x_f", "i15" },
		{ "0x", "s0x" },
		{ "0xg", "s0xg" },
		{ "0b101", "i5" },
		{ "0b2", "s0b2" },
		{ "9223372036854775807", "i9223372036854775807" },
		{ "-9223372036854775808", "i-9223372036854775808" },
		{ "9223372036854775808", "s9223372036854775808" },
		{ "1:30", "i5400" },
		{ "1:30:45", "i5445" },
		{ "-1:30", "i-1800" },
		{ "12:60", "s12:60" },
		{ "1:100", "s1:100" },
		{ "1:2:3:4", "s1:2:3:4" },
		{ "1:", "s1:" },
		{ "-", "s-" },
		{ "1st", "s1st" },
	};

	(void)state;
	CHECK(cases);
}

static void fractions_are_rubys(void **state)
{
	static const struct scalar_case cases[] = {
		{ "1.5", "f1.5" },      { "-.5", "f-0.5" },
		{ "+1.", "f1" },        { ".", "s." },
		{ "1.10", "f1.1" },     { "1_0.5", "f10.5" },
		{ "1e3", "s1e3" },      { "1.5e3", "s1.5e3" },
		{ "1.5e+3", "f1500" },  { "1.e-1", "f0.1" },
		{ ".e+1", "s.e+1" },    { "1.5e+", "s1.5e+" },
		{ "1.0e+999", "finf" }, { "-1.0e+999", "f-inf" },
		{ ".inf", "finf" },     { "-.INF", "f-inf" },
		{ ".nan", "fnan" },     { "+.nan", "s+.nan" },
		{ "inf", "sinf" },      { "1.2.3", "s1.2.3" },
		{ "1:30.5", "f5430" },  { "1:30:10.25", "f5410.25" },
		{ "_1.5", "s_1.5" },    { "1.5_0", "s1.5_0" },
	};

	(void)state;
	CHECK(cases);
}

static void days_are_those_of_the_calendar(void **state)
{
	static const struct scalar_case cases[] = {
		{ "1970-01-01", "t0.000000000 0" },
		{ "2024-1-2", "t1704153600.000000000 0" },
		{ "2024-02-29", "t1709164800.000000000 0" },
		{ "1900-03-01", "t-2203891200.000000000 0" },
		{ "2000-02-29", "t951782400.000000000 0" },
		{ "1900-02-29", "s1900-02-29" },
		{ "2023-02-29", "s2023-02-29" },
		{ "2024-12-31", "t1735603200.000000000 0" },
		{ "2024-13-01", "s2024-13-01" },
		{ "2024-00-01", "s2024-00-01" },
		{ "2024-01-00", "s2024-01-00" },
		{ "24-01-02", "s24-01-02" },
		{ "2024-01-02x", "s2024-01-02x" },
	};

	(void)state;
	CHECK(cases);
}

static void moments_are_rubys(void **state)
{
	static const struct scalar_case cases[] = {
		{ "2024-01-02T10:00:00Z", "t1704189600.000000000 0 time zone" },
		{ "2024-01-02 10:00:00", "t1704189600.000000000 0 time" },
		{ "2024-01-02  1:00:00 +0100",
		  "t1704153600.000000000 3600 time zone" },
		{ "2024-01-02 10:00:00 -05:30",
		  "t1704209400.000000000 -19800 time zone" },
		{ "2024-01-02 10:00:00 -00:30",
		  "t1704187800.000000000 1800 time zone" },
		{ "2024-01-02 10:00:00+1",
		  "t1704186000.000000000 3600 time zone" },
		{ "2024-01-02 10:00:00.25 Z",
		  "t1704189600.250000000 0 time zone" },
		{ "2024-01-02 10:00:00.1234567899",
		  "t1704189600.123456789 0 time" },
		{ "1969-12-31 23:59:59.5", "t-1.500000000 0 time" },
		{ "2024-01-02 24:00:00", "t1704240000.000000000 0 time" },
		{ "2024-01-02 23:59:60", "t1704240000.000000000 0 time" },
		{ "2024-02-30 10:00:00", "t1709287200.000000000 0 time" },
		{ "2024-01-02 24:00:01", "s2024-01-02 24:00:01" },
		{ "2024-01-02 10:60:00", "s2024-01-02 10:60:00" },
		{ "2024-01-02 10:00", "s2024-01-02 10:00" },
		{ "2024-01-02 10:00:00 UTC", "s2024-01-02 10:00:00 UTC" },
		{ "2024-01-02 10:00:00 +2400", "s2024-01-02 10:00:00 +2400" },
		{ "2024-01-02 10:00:00z", "s2024-01-02 10:00:00z" },
		{ "2024-13-01 10:00:00", "s2024-13-01 10:00:00" },
	};

	(void)state;
	CHECK(cases);
}

static void a_symbol_is_the_string_it_was_written_as(void **state)
{
	static const struct scalar_case cases[] = {
		{ ":year/:title", "s:year/:title" },
		{ ":1", "s:1" },
	};

	(void)state;
	CHECK(cases);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_are_those_of_yaml_1_1),
		cmocka_unit_test(whole_numbers_are_rubys),
		cmocka_unit_test(fractions_are_rubys),
		cmocka_unit_test(days_are_those_of_the_calendar),
		cmocka_unit_test(moments_are_rubys),
		cmocka_unit_test(a_symbol_is_the_string_it_was_written_as),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
