/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/test.h"

#include "render/model/post_date.h"

static void dates_come_in_several_forms(void **state)
{
	static const struct {
		const char *text;
		int64_t seconds;
		int32_t utc_offset;
		bool has_time, has_zone;
	} cases[] = {
		{ "2024-05-01", 1714521600, 0, false, false },
		{ "2024-5-1", 1714521600, 0, false, false },
		{ "24-5-1", 1714521600, 0, false, false },
		{ "2024-05-01 10:20", 1714558800, 0, true, false },
		{ "2024-05-01T10:20:30Z", 1714558830, 0, true, true },
		{ "2024-05-01 10:20:30 +0200", 1714551630, 7200, true, true },
		{ "2024-05-01 10:20:30.5 -07:30", 1714585830, -27000, true,
		  true },
		{ " 1969-12-31 ", -86400, 0, false, false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct data_time t;

		assert_true(post_date_parse(str_of(cases[i].text), &t));
		assert_int_equal(t.seconds, cases[i].seconds);
		assert_int_equal(t.utc_offset, cases[i].utc_offset);
		assert_int_equal(t.has_time, cases[i].has_time);
		assert_int_equal(t.has_zone, cases[i].has_zone);
	}
}

static void days_that_are_not_are_refused(void **state)
{
	static const char *const bad[] = {
		"",
		"tomorrow",
		"2024-13-01",
		"2024-02-30",
		"2024-05-01 25:00",
		"2024-05-01 10:20 Mars",
		"2024-05-01x",
		"2024-05",
	};
	struct data_time t;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		assert_false(post_date_parse(str_of(bad[i]), &t));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(dates_come_in_several_forms),
		cmocka_unit_test(days_that_are_not_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
