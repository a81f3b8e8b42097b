/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/test.h"

#include "render/model/csv.h"
#include "render/model/node.h"

static void rows_are_maps_by_the_first_row(void **state)
{
	auto_arena struct arena a = { 0 };
	struct data d;

	(void)state;
	assert_ok(csv_parse(
		str_of("name,town\r\nAda,\"London, \"\"UK\"\"\nnext\"\r\n\n"
		       "Bea\n"),
		"x.csv", ',', &a, &d));

	assert_int_equal(d.list.len, 2);
	assert_true(str_is(node_as_text(data_get(&d.list.items[0], "town")),
			   "London, \"UK\"\nnext"));
	assert_int_equal(data_get(&d.list.items[1], "town")->kind, DATA_NULL);
}

static void tabs_separate_too(void **state)
{
	auto_arena struct arena a = { 0 };
	struct data d;

	(void)state;
	assert_ok(csv_parse(str_of("a\tb\n1\t2,3"), "x.tsv", '\t', &a, &d));
	assert_true(
		str_is(node_as_text(data_get(&d.list.items[0], "b")), "2,3"));
	assert_ok(csv_parse(str_of(""), "x.csv", ',', &a, &d));
	assert_int_equal(d.list.len, 0);
}

static void an_open_quote_is_found(void **state)
{
	auto_arena struct arena a = { 0 };
	struct data d;
	struct err *e = csv_parse(str_of("a\nb\n\"c\n"), "x.csv", ',', &a, &d);

	(void)state;
	assert_non_null(e);
	assert_int_equal(err_where(e).line, 3);
	assert_fails(&ERR_INPUT, e);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_are_maps_by_the_first_row),
		cmocka_unit_test(tabs_separate_too),
		cmocka_unit_test(an_open_quote_is_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
