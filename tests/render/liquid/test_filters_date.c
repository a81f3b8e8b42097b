/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/liquid_test.h"
#include "tests/support/test.h"

#define DATE(text) "{{ '" text "' | date: '%F %T.%L %z' }}"

static void dates_are_found_in_all_the_forms_ruby_knows(void **state)
{
	static const struct rendering cases[] = {
		{ DATE("2016-03-14"), "2016-03-14 00:00:00.000 +0000" },
		{ DATE("2016-03-14T10:20:30.5Z"),
		  "2016-03-14 10:20:30.500 +0000" },
		{ DATE("2016-03-14 10:20:30 -0500"),
		  "2016-03-14 10:20:30.000 -0500" },
		{ DATE("March 14, 2016"), "2016-03-14 00:00:00.000 +0000" },
		{ DATE("Mon, 14 Mar 2016 10:00:00 EST"),
		  "2016-03-14 10:00:00.000 -0500" },
		{ DATE("14th march 2016 3pm"),
		  "2016-03-14 15:00:00.000 +0000" },
		{ DATE("14-Mar-16"), "2016-03-14 00:00:00.000 +0000" },
		{ DATE("2016/3/4"), "2016-03-04 00:00:00.000 +0000" },
		{ DATE("14/03/2016"), "2016-03-14 00:00:00.000 +0000" },
		{ DATE("14.03.2016"), "2016-03-14 00:00:00.000 +0000" },
		{ DATE("20160314T102030"), "2016-03-14 10:20:30.000 +0000" },
		{ DATE("2016-074"), "2016-03-14 00:00:00.000 +0000" },
		{ DATE("1 Jan 68"), "2068-01-01 00:00:00.000 +0000" },
		{ DATE("1 Jan 69"), "1969-01-01 00:00:00.000 +0000" },
		{ DATE("1152098955"), "2006-07-05 11:29:15.000 +0000" },
		{ "{{ 0 | date: '%F' }}", "1970-01-01" },
	};

	(void)state;
	ASSERT_RENDERINGS(cases, "{}");
}

static void what_is_not_written_is_as_now(void **state)
{
	static const struct rendering cases[] = {
		{ DATE("now"), "1970-01-01 00:00:00.000 +0000" },
		{ DATE("Today"), "1970-01-01 00:00:00.000 +0000" },
		{ DATE("10:30"), "1970-01-01 10:30:00.000 +0000" },
		{ DATE("25 dec"), "1970-12-25 00:00:00.000 +0000" },
	};

	(void)state;
	ASSERT_RENDERINGS(cases, "{}");
}

static void what_is_no_date_stays_as_it_is(void **state)
{
	static const struct rendering cases[] = {
		{ DATE("hello"), "hello" },
		{ DATE("03/14/2016"), "03/14/2016" },
		{ DATE("2016-13-01"), "2016-13-01" },
		{ DATE("25:00"), "25:00" },
		{ DATE("1_000"), "1_000" },
		{ DATE(""), "" },
		{ "{{ x | date: '%F' }}{{ 1.5 | date: '%F' }}", "1.5" },
		{ "{{ '2016-03-14' | date: '' }}", "2016-03-14" },
	};

	(void)state;
	ASSERT_RENDERINGS(cases, "{}");
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(dates_are_found_in_all_the_forms_ruby_knows),
		cmocka_unit_test(what_is_not_written_is_as_now),
		cmocka_unit_test(what_is_no_date_stays_as_it_is),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
