/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/liquid/strftime.h"

#include "tests/support/test.h"

static void assert_writes(const struct data_time *t, const char *format,
			  const char *expected)
{
	auto_buf struct buf b = { 0 };

	strftime_write(t, str_of(format), NULL, &b);
	assert_string_equal(b.data, expected);
}

/* 2006-07-05 11:29:15.012345678 UTC, a Wednesday */
static const struct data_time july = {
	.seconds = 1152098955,
	.nanoseconds = 12345678,
	.has_time = true,
	.has_zone = true,
};

static void every_directive_is_known(void **state)
{
	static const char *const cases[][2] = {
		{ "%Y %C %y %G %g", "2006 20 06 2006 06" },
		{ "%m %d %e %j", "07 05  5 186" },
		{ "%H %k %I %l %M %S %L", "11 11 11 11 29 15 012" },
		{ "%N %3N %12N", "012345678 012 012345678000" },
		{ "%A %a %B %b %h %p %P", "Wednesday Wed July Jul Jul AM am" },
		{ "%u %w %V %U %W %s", "3 3 27 27 27 1152098955" },
		{ "%z %:z %::z %:::z %Z", "+0000 +00:00 +00:00:00 +00 UTC" },
		{ "%c|%D|%F|%R|%r", "Wed Jul  5 11:29:15 2006|07/05/06|"
				    "2006-07-05|11:29|11:29:15 AM" },
		{ "%T|%v|%X|%x", "11:29:15| 5-JUL-2006|11:29:15|07/05/06" },
		{ "%n%t%%", "\n\t%" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_writes(&july, cases[i][0], cases[i][1]);
}

static void flags_and_widths_change_how_it_is_padded(void **state)
{
	static const char *const cases[][2] = {
		{ "%-m/%-d", "7/5" },
		{ "%_m", " 7" },
		{ "%0e", "05" },
		{ "%^a %^B", "WED JULY" },
		{ "%#p %#B", "am JULY" },
		{ "%10A", " Wednesday" },
		{ "%010A", "0Wednesday" },
		{ "%6Y %_6Y", "002006   2006" },
		{ "%10z %_10z", "+000000000       +000" },
		{ "%Ey %Od", "06 05" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_writes(&july, cases[i][0], cases[i][1]);
}

static void what_is_no_directive_is_copied(void **state)
{
	static const char *const cases[] = {
		"%", "%J", "%-", "%:d", "%Ed", "%5", "a%", "%+", "%Q",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_writes(&july, cases[i], cases[i]);
}

static void clocks_show_the_time_of_their_offset(void **state)
{
	struct data_time t = july;

	(void)state;
	t.utc_offset = -(3 * 3600 + 30 * 60);

	assert_writes(&t, "%H:%M %z %:z %Z|", "07:59 -0330 -03:30 |");
}

static void weeks_around_new_year_belong_where_iso_puts_them(void **state)
{
	static const struct {
		int64_t seconds;
		const char *text;
	} cases[] = {
		{ 1136073600, "2006-01-01 2005-W52-7 001 01 00" },
		{ 1230681600, "2008-12-31 2009-W01-3 366 52 52" },
		{ 1262217600, "2009-12-31 2009-W53-4 365 52 52" },
		{ -86400, "1969-12-31 1970-W01-3 365 52 52" },
		{ 951782400, "2000-02-29 2000-W09-2 060 09 09" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct data_time t = { .seconds = cases[i].seconds,
				       .has_time = true };

		assert_writes(&t, "%F %G-W%V-%u %j %U %W", cases[i].text);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_directive_is_known),
		cmocka_unit_test(flags_and_widths_change_how_it_is_padded),
		cmocka_unit_test(what_is_no_directive_is_copied),
		cmocka_unit_test(clocks_show_the_time_of_their_offset),
		cmocka_unit_test(
			weeks_around_new_year_belong_where_iso_puts_them),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
