/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "content-sync/schedule.h"

#include "tests/support/test.h"

static void success_waits_for_the_interval(void **state)
{
	struct schedule s = { .interval_ms = 60000 };

	(void)state;
	assert_int_equal(schedule_wait_ms(&s, false), 60000);
	assert_int_equal(schedule_wait_ms(&s, true), SCHEDULE_RETRY_MIN_MS);
	assert_int_equal(schedule_wait_ms(&s, false), 60000);
	assert_int_equal(schedule_wait_ms(&s, true), SCHEDULE_RETRY_MIN_MS);
}

static void failures_wait_longer_and_longer_up_to_a_limit(void **state)
{
	struct schedule s = { .interval_ms = 1000 };

	(void)state;
	assert_int_equal(schedule_wait_ms(&s, true), SCHEDULE_RETRY_MIN_MS);
	assert_int_equal(schedule_wait_ms(&s, true), 2 * SCHEDULE_RETRY_MIN_MS);
	assert_int_equal(schedule_wait_ms(&s, true), 4 * SCHEDULE_RETRY_MIN_MS);
	for (unsigned i = 0; i < 100; i++)
		(void)schedule_wait_ms(&s, true);
	assert_int_equal(schedule_wait_ms(&s, true), SCHEDULE_RETRY_MAX_MS);
}

static void a_long_interval_is_the_limit(void **state)
{
	struct schedule s = { .interval_ms = 24 * 3600 * 1000 };

	(void)state;
	for (unsigned i = 0; i < 100; i++)
		(void)schedule_wait_ms(&s, true);
	assert_int_equal(schedule_wait_ms(&s, true), 24 * 3600 * 1000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(success_waits_for_the_interval),
		cmocka_unit_test(failures_wait_longer_and_longer_up_to_a_limit),
		cmocka_unit_test(a_long_interval_is_the_limit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
