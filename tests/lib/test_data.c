/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/test.h"

#include "lib/conf.h"
#include "lib/data.h"

/* A tree of which all tests read. */
static const char text[] = "name: n\nyes_or_no: true\ncount: 7\nless: -1\n"
			   "nothing:\nlist: [1]\nnul: \"a\\0b\"\n";

static void parse(struct arena *arena, struct data *ret)
{
	assert_ok(conf_parse(
		str_of(text),
		&(struct conf_origin){ .file = "f", .first_line = 1 }, arena,
		ret));
}

static void fields_are_read_as_their_kind(void **state)
{
	auto_arena struct arena arena = { 0 };
	const char *name = NULL;
	struct data d = { 0 };
	uint64_t count = 0;
	int64_t less = 0;
	bool yes = false;

	(void)state;
	parse(&arena, &d);
	assert_ok(data_get_string(&d, "f", "name", &name));
	assert_ok(data_get_bool(&d, "f", "yes_or_no", &yes));
	assert_ok(data_get_uint(&d, "f", "count", 7, &count));
	assert_ok(data_get_int(&d, "f", "less", -1, 0, &less));

	assert_string_equal(name, "n");
	assert_true(yes);
	assert_int_equal(count, 7);
	assert_int_equal(less, -1);
}

static void absent_and_null_leave_the_default(void **state)
{
	auto_arena struct arena arena = { 0 };
	const char *name = "default";
	struct data d = { 0 };
	uint64_t count = 3;

	(void)state;
	parse(&arena, &d);
	assert_ok(data_get_string(&d, "f", "absent", &name));
	assert_ok(data_get_string(&d, "f", "nothing", &name));
	assert_ok(data_get_uint(&d, "f", "nothing", 9, &count));
	assert_ok(data_get_string(NULL, "f", "name", &name));

	assert_string_equal(name, "default");
	assert_int_equal(count, 3);
}

static void another_kind_is_refused_at_its_place(void **state)
{
	auto_arena struct arena arena = { 0 };
	const char *name = NULL;
	struct data d = { 0 };
	uint64_t count = 3;
	bool yes = false;

	(void)state;
	parse(&arena, &d);
	assert_fails_saying(&ERR_INPUT, "f:6:7: 'list' is a list, not a string",
			    data_get_string(&d, "f", "list", &name));
	assert_fails_saying(&ERR_INPUT, "f:7:6: 'nul' holds a NUL",
			    data_get_string(&d, "f", "nul", &name));
	assert_fails_saying(&ERR_INPUT, "f:1:7: 'name'",
			    data_get_bool(&d, "f", "name", &yes));
	assert_fails_saying(&ERR_INPUT, "f:3:8: 'count' is 7",
			    data_get_uint(&d, "f", "count", 6, &count));
	assert_fails_saying(&ERR_INPUT, "f:4:7: 'less' is -1",
			    data_get_uint(&d, "f", "less", 6, &count));

	assert_null(name);
	assert_int_equal(count, 3);
}

static void what_is_no_map_has_no_fields(void **state)
{
	struct data list = { .kind = DATA_LIST };

	(void)state;
	assert_null(data_get(&list, "a"));
	assert_null(data_get(NULL, "a"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fields_are_read_as_their_kind),
		cmocka_unit_test(absent_and_null_leave_the_default),
		cmocka_unit_test(another_kind_is_refused_at_its_place),
		cmocka_unit_test(what_is_no_map_has_no_fields),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
