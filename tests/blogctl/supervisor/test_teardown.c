/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blogctl/supervisor/teardown.h"

#include <signal.h>

#include "tests/support/fake_containers.h"
#include "tests/support/test.h"

static struct fake_containers all_running(void)
{
	struct fake_containers fake = { 0 };

	for (int i = 0; i < ROLES; i++)
		fake.of[i].known = fake.of[i].running = true;
	return fake;
}

static void serve_ends_first_and_sync_last(void **state)
{
	struct fake_containers fake = all_running();
	const struct containers c = fake_containers(&fake);
	(void)state;

	assert_ok(teardown_run(&c));

	assert_string_equal(fake.order, "-v-r-y");
	for (int i = 0; i < ROLES; i++) {
		assert_int_equal(fake.of[i].last_signal, SIGTERM);
		assert_int_equal(fake.of[i].removals, 1);
	}
}

static void what_is_not_there_is_fine(void **state)
{
	struct fake_containers fake = { 0 };
	const struct containers c = fake_containers(&fake);
	(void)state;

	fake.of[ROLE_RENDER].known = true;
	assert_ok(teardown_run(&c));

	assert_string_equal(fake.order, "");
	assert_int_equal(fake.of[ROLE_RENDER].removals, 1);
}

static void who_does_not_end_is_removed_all_the_same(void **state)
{
	struct fake_containers fake = all_running();
	const struct containers c = fake_containers(&fake);
	(void)state;

	fake.of[ROLE_SYNC].ignores_term = true;
	assert_ok(teardown_run(&c));

	assert_false(fake.of[ROLE_SYNC].known);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(serve_ends_first_and_sync_last),
		cmocka_unit_test(what_is_not_there_is_fine),
		cmocka_unit_test(who_does_not_end_is_removed_all_the_same),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
