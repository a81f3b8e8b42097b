/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/test.h"

#include "render/model/zone.h"

static void clocks_change_twice_a_year(void **state)
{
	auto_zone struct zone *z = NULL;
	const char *name;

	(void)state;
	assert_ok(zone_open("Europe/Zurich", &z));

	assert_int_equal(zone_offset(z, 1704067200, false, &name), 3600);
	assert_string_equal(name, "CET");
	assert_int_equal(zone_offset(z, 1719792000, false, &name), 7200);
	assert_string_equal(name, "CEST");
	assert_int_equal(zone_offset(z, 1711846799, false, NULL), 3600);
	assert_int_equal(zone_offset(z, 1711846800, false, NULL), 7200);
}

static void what_has_no_zone_is_local(void **state)
{
	auto_zone struct zone *z = NULL;
	struct data_time t = { .seconds = 1719792000 };

	(void)state;
	assert_ok(zone_open("Europe/Zurich", &z));

	t = zone_localize(z, t);
	assert_int_equal(t.seconds, 1719792000 - 7200);
	assert_int_equal(t.utc_offset, 7200);
	t = zone_localize(NULL, t);
	assert_int_equal(t.seconds, 1719792000 - 7200);
	assert_int_equal(t.utc_offset, 0);
}

static void a_zone_must_be_one(void **state)
{
	static const char *const bad[] = { "Nowhere/Atlantis", "",
					   "../../etc/passwd", "/etc/passwd" };
	struct zone *z = NULL;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		struct err *e = zone_open(bad[i], &z);

		assert_non_null(e);
		err_drop(e);
		assert_null(z);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(clocks_change_twice_a_year),
		cmocka_unit_test(what_has_no_zone_is_local),
		cmocka_unit_test(a_zone_must_be_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
