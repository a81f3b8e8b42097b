/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/test.h"

#include "lib/conf.h"
#include "render/model/node.h"

static struct data parse(struct arena *a, const char *yaml)
{
	struct data d;

	assert_ok(conf_parse(
		str_of(yaml),
		&(struct conf_origin){ .file = "x", .first_line = 1 }, a, &d));
	return d;
}

static void maps_merge_down_to_their_leaves(void **state)
{
	auto_arena struct arena a = { 0 };
	struct data below = parse(&a, "{a: 1, b: {x: 1, y: 2}, c: [1], d: 5}");
	struct data above = parse(&a, "{b: {y: 3}, c: [2], d: null, e: 6}");
	struct data m = node_merge(&a, &below, &above);

	(void)state;
	assert_int_equal(data_get(&m, "a")->integer, 1);
	assert_int_equal(data_get(data_get(&m, "b"), "x")->integer, 1);
	assert_int_equal(data_get(data_get(&m, "b"), "y")->integer, 3);
	assert_int_equal(data_get(&m, "c")->list.len, 1);
	assert_int_equal(data_get(&m, "c")->list.items[0].integer, 2);
	assert_int_equal(data_get(&m, "d")->integer, 5);
	assert_int_equal(data_get(&m, "e")->integer, 6);
	assert_int_equal(data_get(&below, "b")->map.len, 2);
	assert_int_equal(data_get(data_get(&below, "b"), "y")->integer, 2);
}

static void what_is_no_map_counts_as_empty(void **state)
{
	auto_arena struct arena a = { 0 };
	struct data list = parse(&a, "[1]");
	struct data m = node_merge(&a, NULL, &list);

	(void)state;
	assert_int_equal(m.kind, DATA_MAP);
	assert_int_equal(m.map.len, 0);
}

static void only_null_and_false_are_false(void **state)
{
	auto_arena struct arena a = { 0 };
	struct data d = parse(&a, "[null, false, true, 0, '']");

	(void)state;
	assert_false(node_is_true(NULL));
	assert_false(node_is_true(&d.list.items[0]));
	assert_false(node_is_true(&d.list.items[1]));
	for (size_t i = 2; i < 5; i++)
		assert_true(node_is_true(&d.list.items[i]));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(maps_merge_down_to_their_leaves),
		cmocka_unit_test(what_is_no_map_counts_as_empty),
		cmocka_unit_test(only_null_and_false_are_false),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
