/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blogctl/site/id_registry.h"

#include "lib/cleanup.h"
#include "tests/support/test.h"

static void a_site_keeps_its_ids(void **state)
{
	uint32_t first, second, again;

	assert_ok(id_registry_find(*state, "one", &first));
	assert_ok(id_registry_find(*state, "two", &second));
	assert_ok(id_registry_find(*state, "one", &again));

	assert_int_equal(first, ID_REGISTRY_FIRST);
	assert_int_equal(second, ID_REGISTRY_FIRST + ID_REGISTRY_IDS);
	assert_int_equal(again, first);
}

static void a_gap_is_filled(void **state)
{
	uint32_t id;

	test_write_file(*state, "ids.json",
			"{ \"a\": 2000000000, \"b\": 2000000006 }");
	assert_ok(id_registry_find(*state, "c", &id));

	assert_int_equal(id, 2000000003);
}

static void released_ids_are_given_to_another(void **state)
{
	uint32_t one, two, three;
	bool had = false;

	assert_ok(id_registry_find(*state, "one", &one));
	assert_ok(id_registry_find(*state, "two", &two));
	assert_ok(id_registry_release(*state, "one", &had));
	assert_true(had);
	assert_ok(id_registry_release(*state, "one", &had));
	assert_false(had);

	assert_ok(id_registry_find(*state, "three", &three));
	assert_int_equal(three, one);
	assert_ok(id_registry_find(*state, "two", &one));
	assert_int_equal(one, two);
}

static void a_broken_registry_is_not_written_over(void **state)
{
	auto_free char *text = NULL;
	uint32_t id;

	test_write_file(*state, "ids.json", "{ \"a\": ");
	assert_fails(&ERR_INPUT, id_registry_find(*state, "b", &id));

	text = test_read_file(*state, "ids.json");
	assert_string_equal(text, "{ \"a\": ");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_dir(a_site_keeps_its_ids),
		test_in_dir(a_gap_is_filled),
		test_in_dir(released_ids_are_given_to_another),
		test_in_dir(a_broken_registry_is_not_written_over),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
