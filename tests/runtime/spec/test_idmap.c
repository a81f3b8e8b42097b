/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/test.h"

#include "lib/buf.h"
#include "runtime/spec/idmap.h"

struct fault {
	struct id_range ranges[3];
	size_t len;
	size_t at; /* the range that is wrong; @len: none */
};

static void maps_are_checked(void **state)
{
	static const struct fault cases[] = {
		{ { { 0, 1000, 1 } }, 1, 1 },
		{ { { 0, 1000, 1 }, { 1, 100000, 65536 } }, 2, 2 },
		{ { { 0, 1000, 0 } }, 1, 0 },
		{ { { 0, 1000, 2 }, { 1, 5000, 1 } }, 2, 1 },
		{ { { 0, 1000, 2 }, { 5, 1001, 1 } }, 2, 1 },
		{ { { 0, 1, 1 }, { 1, 2, 1 }, { 0, 9, 1 } }, 3, 2 },
		{ { { 4294967295u, 0, 1 } }, 1, 0 },
		{ { { 0, 4294967294u, 2 } }, 1, 0 },
		{ { { 0, 0, 4294967295u } }, 1, 1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const struct id_map m = { cases[i].ranges, cases[i].len };
		size_t at = cases[i].len;
		const char *fault = id_map_fault(&m, &at);

		assert_int_equal(at, cases[i].at);
		assert_int_equal(fault == NULL, at == cases[i].len);
	}
}

static void an_id_is_found_in_its_range_only(void **state)
{
	static const struct id_range ranges[] = { { 0, 1000, 1 },
						  { 10, 5000, 5 } };
	const struct id_map m = { ranges, 2 };

	(void)state;
	assert_true(id_map_has(&m, 0));
	assert_false(id_map_has(&m, 1));
	assert_false(id_map_has(&m, 9));
	assert_true(id_map_has(&m, 10));
	assert_true(id_map_has(&m, 14));
	assert_false(id_map_has(&m, 15));
}

static void a_map_is_written_as_the_kernel_reads_it(void **state)
{
	static const struct id_range ranges[] = { { 0, 1000, 1 },
						  { 1, 100000, 65536 } };
	const struct id_map m = { ranges, 2 };
	auto_buf struct buf text = { 0 };

	(void)state;
	id_map_format(&m, &text);

	assert_string_equal(text.data, "0 1000 1\n1 100000 65536\n");
}

static void only_ones_own_id_needs_no_help(void **state)
{
	static const struct id_range one[] = { { 0, 1000, 1 } };
	static const struct id_range two[] = { { 0, 1000, 2 } };
	const struct id_map m = { one, 1 }, wide = { two, 1 };

	(void)state;
	assert_true(id_map_is_own(&m, 1000));
	assert_false(id_map_is_own(&m, 1001));
	assert_false(id_map_is_own(&wide, 1000));
}

static void maps_are_compared_by_value(void **state)
{
	static const struct id_range one[] = { { 0, 1000, 1 } };
	static const struct id_range same[] = { { 0, 1000, 1 } };
	static const struct id_range other[] = { { 0, 1001, 1 } };
	const struct id_map a = { one, 1 }, b = { same, 1 }, c = { other, 1 },
			    none = { NULL, 0 };

	(void)state;
	assert_true(id_map_equal(&a, &b));
	assert_false(id_map_equal(&a, &c));
	assert_false(id_map_equal(&a, &none));
	assert_true(id_map_equal(&none, &none));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(maps_are_checked),
		cmocka_unit_test(an_id_is_found_in_its_range_only),
		cmocka_unit_test(a_map_is_written_as_the_kernel_reads_it),
		cmocka_unit_test(only_ones_own_id_needs_no_help),
		cmocka_unit_test(maps_are_compared_by_value),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
