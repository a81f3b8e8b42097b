/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/liquid_test.h"
#include "tests/support/test.h"

static const char data[] =
	"{\"n\": [3, 1, [2, null]], \"s\": [\"b\", \"A\", \"a\"],"
	" \"p\": [{\"t\": \"x\", \"v\": 2}, {\"t\": \"y\", \"v\": 1},"
	" {\"t\": \"x\"}], \"m\": {\"k\": 1}, \"mixed\": [1, \"a\"]}";

static void inner_lists_are_flattened(void **state)
{
	static const struct rendering cases[] = {
		{ "{{ n | join: ',' }}", "3,1,2," },
		{ "{{ n | compact | sort | join }}", "1 2 3" },
		{ "{{ n | reverse | join: ',' }}", ",2,1,3" },
		{ "{{ n | concat: s | size }}", "7" },
		{ "{{ 'x' | concat: s | join: '' }}", "xbAa" },
		{ "{{ n | concat: 'x' }}", "!requires an array" },
		{ "{{ m | first | join: '=' }}{{ m | size }}", "k=11" },
	};

	(void)state;
	ASSERT_RENDERINGS(cases, data);
}

static void sorting_keeps_nil_last_and_equals_in_order(void **state)
{
	static const struct rendering cases[] = {
		{ "{{ n | sort | join: ',' }}", "1,2,3," },
		{ "{{ s | sort | join }}", "A a b" },
		{ "{{ s | sort_natural | join }}", "A a b" },
		{ "{{ p | sort: 'v' | map: 't' | join }}", "y x x" },
		{ "{{ p | sort: 't' | map: 'v' | join: ',' }}", "2,,1" },
		{ "{{ mixed | sort }}", "!incompatible types" },
	};

	(void)state;
	ASSERT_RENDERINGS(cases, data);
}

static void items_are_picked_by_their_properties(void **state)
{
	static const struct rendering cases[] = {
		{ "{{ p | where: 't', 'x' | size }}", "2" },
		{ "{{ p | where: 'v' | size }}", "2" },
		{ "{{ p | reject: 't', 'x' | map: 't' }}", "y" },
		{ "{{ p | find: 'v', 1 }}", "{\"t\"=>\"y\", \"v\"=>1}" },
		{ "{{ p | find_index: 't', 'y' }}", "1" },
		{ "{{ p | has: 'v', 9 }}{{ p | has: 't' }}", "falsetrue" },
		{ "{{ p | sum: 'v' }}{{ '0.5,1' | split: ',' | sum }}",
		  "31.5" },
		{ "{{ p | uniq: 't' | size }}{{ p | compact: 'v' | size }}",
		  "22" },
		{ "{{ n | map: 'x' }}", "!cannot select the property 'x'" },
	};

	(void)state;
	ASSERT_RENDERINGS(cases, data);
}

static void defaults_stand_in_for_nothing(void **state)
{
	static const struct rendering cases[] = {
		{ "{{ nosuch | default: 1 }}{{ '' | default: 2 }}", "12" },
		{ "{{ false | default: 1 }}", "1" },
		{ "{{ false | default: 1, allow_false: true }}", "false" },
		{ "{{ 0 | default: 1 }}", "0" },
	};

	(void)state;
	ASSERT_RENDERINGS(cases, data);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(inner_lists_are_flattened),
		cmocka_unit_test(sorting_keeps_nil_last_and_equals_in_order),
		cmocka_unit_test(items_are_picked_by_their_properties),
		cmocka_unit_test(defaults_stand_in_for_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
