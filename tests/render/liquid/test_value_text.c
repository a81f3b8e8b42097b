/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/liquid/value_text.h"

#include <math.h>

#include "render/liquid/value_read.h"
#include "tests/support/test.h"

static void assert_text(struct value v, const char *expected)
{
	auto_arena struct arena a = { 0 };
	struct value_reader r = { .arena = &a, .room = 1000 };

	assert_true(str_is(value_text(&r, v), expected));
	assert_null(r.err);
}

static void floats_look_as_in_ruby(void **state)
{
	static const struct {
		double d;
		const char *text;
	} cases[] = {
		{ 1, "1.0" },
		{ 0.1, "0.1" },
		{ -2.5, "-2.5" },
		{ 1.0 / 3, "0.3333333333333333" },
		{ 1e15, "1000000000000000.0" },
		{ 1e16, "1.0e+16" },
		{ 1.5e300, "1.5e+300" },
		{ 0.0001, "0.0001" },
		{ 0.00001, "1.0e-05" },
		{ 5e-324, "5.0e-324" },
		{ 123456789.125, "123456789.125" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_text(value_of_float(cases[i].d), cases[i].text);
	assert_text(value_of_float((double)NAN), "NaN");
	assert_text(value_of_float((double)-INFINITY), "-Infinity");
}

static void lists_are_joined_when_printed_and_inspected_as_text(void **state)
{
	auto_arena struct arena a = { 0 };
	auto_buf struct buf out = { 0 };
	struct value_reader r = { .arena = &a, .room = 1000 };
	const struct value inner[] = { value_of_int(1), { 0 } };
	const struct value outer[] = { VALUE_STR("a\"#{b\n"),
				       value_of_list(inner, 2) };
	struct value list = value_of_list(outer, 2);

	(void)state;
	value_write(&r, list, &out);

	assert_string_equal(out.data, "a\"#{b\n1");
	assert_true(
		str_is(value_text(&r, list), "[\"a\\\"\\#{b\\n\", [1, nil]]"));
}

static void times_name_their_offset_and_days_have_no_clock(void **state)
{
	struct data_time t = { .seconds = 1457949600,
			       .utc_offset = 3600,
			       .has_time = true,
			       .has_zone = true };
	struct value v = { .kind = VALUE_TIME, .time = &t };

	(void)state;
	assert_text(v, "2016-03-14 11:00:00 +0100");
	t.has_zone = false;
	t.utc_offset = 0;
	assert_text(v, "2016-03-14 10:00:00 UTC");
	t.has_time = false;
	assert_text(v, "2016-03-14");
}

static void text_beyond_the_room_is_an_error(void **state)
{
	auto_arena struct arena a = { 0 };
	struct value_reader r = { .arena = &a, .room = 3 };

	(void)state;
	(void)value_text(&r, value_of_int(1234));

	assert_non_null(r.err);
	err_drop(r.err);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(floats_look_as_in_ruby),
		cmocka_unit_test(
			lists_are_joined_when_printed_and_inspected_as_text),
		cmocka_unit_test(
			times_name_their_offset_and_days_have_no_clock),
		cmocka_unit_test(text_beyond_the_room_is_an_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
