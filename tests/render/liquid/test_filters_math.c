/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/liquid_test.h"
#include "tests/support/test.h"

static void sums_come_out_as_on_paper(void **state)
{
	static const struct rendering cases[] = {
		{ "{{ 0.1 | plus: 0.2 }}", "0.3" },
		{ "{{ '1.1' | times: 3 }}", "3.3" },
		{ "{{ 10.1 | modulo: 7.0 }}", "3.1" },
		{ "{{ 9223372036854775807 | plus: 1 }}",
		  "9223372036854775808" },
		{ "{{ 9223372036854775808 | minus: 1 }}",
		  "9223372036854775807" },
		{ "{{ 4294967296 | times: 4294967296 | times: -1 }}",
		  "-18446744073709551616" },
		{ "{{ '12abc' | plus: '1_000' }}", "1012" },
		{ "{{ nosuch | minus: true }}", "0" },
	};

	(void)state;
	ASSERT_RENDERINGS(cases, "{}");
}

static void integers_divide_downwards(void **state)
{
	static const struct rendering cases[] = {
		{ "{{ 7 | divided_by: 2 }}{{ -7 | divided_by: 2 }}", "3-4" },
		{ "{{ -7 | modulo: 3 }}{{ 7 | modulo: -3 }}", "2-2" },
		{ "{{ 20 | divided_by: 7.0 }}", "2.857142857142857" },
		{ "{{ 1 | divided_by: 0 }}", "!divided by 0" },
		{ "{{ 1.5 | divided_by: 0 }}", "Infinity" },
		{ "{{ 1.5 | modulo: 0 }}", "!divided by 0" },
	};

	(void)state;
	ASSERT_RENDERINGS(cases, "{}");
}

static void rounding_gives_integers_unless_places_are_asked_for(void **state)
{
	static const struct rendering cases[] = {
		{ "{{ 2.5 | round }}{{ -2.5 | round }}", "3-3" },
		{ "{{ 5.666 | round: 2 }}", "5.67" },
		{ "{{ 1255 | round: -1 }}", "1260" },
		{ "{{ 1.2 | ceil }}{{ -1.2 | ceil }}", "2-1" },
		{ "{{ 1.8 | floor }}{{ -1.8 | floor }}", "1-2" },
		{ "{{ -3 | abs }}{{ '-3.5' | abs }}", "33.5" },
		{ "{{ 3 | at_least: 4.5 }}{{ 3 | at_most: 2 }}", "4.52" },
	};

	(void)state;
	ASSERT_RENDERINGS(cases, "{}");
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(sums_come_out_as_on_paper),
		cmocka_unit_test(integers_divide_downwards),
		cmocka_unit_test(
			rounding_gives_integers_unless_places_are_asked_for),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
