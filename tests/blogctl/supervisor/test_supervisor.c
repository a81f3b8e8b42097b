/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blogctl/supervisor/supervisor.h"

#include <signal.h>

#include "blogctl/supervisor/teardown.h"
#include "tests/support/fake_containers.h"
#include "tests/support/test.h"

static const struct supervisor_config all = { .roles = { true, true, true } };

static struct supervisor *supervise(const struct supervisor_config *cfg,
				    struct fake_containers *fake)
{
	const struct supervisor_deps deps = {
		.containers = fake_containers(fake),
	};

	return supervisor_wire_with(cfg, deps);
}

static void end(struct supervisor *s, struct fake_containers *fake,
		enum role role, int64_t now_ms)
{
	fake_container_end(fake, role);
	supervisor_ended(s, role, now_ms);
}

static void all_are_started_serve_last(void **state)
{
	struct fake_containers fake = { 0 };
	auto_supervisor struct supervisor *s = supervise(&all, &fake);
	(void)state;

	assert_ok(supervisor_begin(s, 0));

	assert_string_equal(fake.order, "+y+r+v");
	assert_true(supervisor_pidfd(s, ROLE_SERVE) >= 0);
	assert_int_equal(supervisor_next_ms(s), SUPERVISOR_NEVER);
}

static void only_the_roles_asked_for_are_started(void **state)
{
	const struct supervisor_config two = { .roles = { false, true, true } };
	struct fake_containers fake = { 0 };
	auto_supervisor struct supervisor *s = supervise(&two, &fake);
	(void)state;

	assert_ok(supervisor_begin(s, 0));

	assert_string_equal(fake.order, "+r+v");
	assert_int_equal(supervisor_pidfd(s, ROLE_SYNC), -1);
}

static void what_runs_is_adopted(void **state)
{
	const struct supervisor_config cfg = { .roles = { true, true, true },
					       .restarts = { 0, 0, 7 } };
	struct fake_containers fake = { 0 };
	auto_supervisor struct supervisor *s = supervise(&cfg, &fake);
	(void)state;

	fake.of[ROLE_SERVE].known = fake.of[ROLE_SERVE].running = true;
	fake.of[ROLE_RENDER].known = true;
	assert_ok(supervisor_begin(s, 0));

	assert_int_equal(fake.of[ROLE_SERVE].starts, 0);
	assert_int_equal(fake.of[ROLE_SERVE].removals, 0);
	assert_int_equal(fake.of[ROLE_RENDER].starts, 1);
	assert_true(supervisor_pidfd(s, ROLE_SERVE) >= 0);
	assert_int_equal(supervisor_restarts(s, ROLE_SERVE), 7);
	assert_int_equal(supervisor_restarts(s, ROLE_RENDER), 1);
	assert_int_equal(supervisor_restarts(s, ROLE_SYNC), 0);
}

static void one_without_a_monitor_is_replaced(void **state)
{
	struct fake_containers fake = { 0 };
	auto_supervisor struct supervisor *s = supervise(&all, &fake);
	(void)state;

	assert_ok(supervisor_begin(s, 0));
	assert_true(supervisor_monitor(s, ROLE_RENDER) >= 0);
	supervisor_orphaned(s, ROLE_RENDER, 1000);
	assert_int_equal(fake.of[ROLE_RENDER].last_signal, SIGTERM);
	assert_int_equal(fake.of[ROLE_RENDER].starts, 1);
	assert_int_equal(supervisor_monitor(s, ROLE_RENDER), -1);

	supervisor_ended(s, ROLE_RENDER, 1010);
	supervisor_restart(s, 1010);
	assert_int_equal(fake.of[ROLE_RENDER].removals, 2);
	assert_int_equal(fake.of[ROLE_RENDER].starts, 2);
	assert_int_equal(supervisor_restarts(s, ROLE_RENDER), 1);
	assert_int_equal(supervisor_next_ms(s), SUPERVISOR_NEVER);
}

static void one_that_does_not_end_without_its_monitor_is_killed(void **state)
{
	struct fake_containers fake = { 0 };
	auto_supervisor struct supervisor *s = supervise(&all, &fake);
	(void)state;

	fake.of[ROLE_SYNC].ignores_term = true;
	assert_ok(supervisor_begin(s, 0));
	supervisor_orphaned(s, ROLE_SYNC, 1000);
	assert_int_equal(supervisor_next_ms(s), 1000 + TEARDOWN_OTHER_MS);
	supervisor_restart(s, 1000 + TEARDOWN_OTHER_MS);

	assert_int_equal(fake.of[ROLE_SYNC].last_signal, SIGKILL);
	assert_int_equal(fake.of[ROLE_SYNC].starts, 1);
	assert_int_equal(supervisor_next_ms(s), SUPERVISOR_NEVER);
}

static void one_adopted_without_a_monitor_is_replaced(void **state)
{
	struct fake_containers fake = { 0 };
	auto_supervisor struct supervisor *s = supervise(&all, &fake);
	(void)state;

	fake.of[ROLE_SERVE].known = fake.of[ROLE_SERVE].running = true;
	fake.of[ROLE_SERVE].has_no_monitor = true;
	assert_ok(supervisor_begin(s, 0));

	assert_int_equal(fake.of[ROLE_SERVE].starts, 0);
	assert_int_equal(fake.of[ROLE_SERVE].last_signal, SIGTERM);
	assert_true(supervisor_pidfd(s, ROLE_SERVE) >= 0);
}

static void a_failed_begin_removes_what_it_started(void **state)
{
	struct fake_containers fake = { 0 };
	auto_supervisor struct supervisor *s = supervise(&all, &fake);
	(void)state;

	fake.of[ROLE_SYNC].known = fake.of[ROLE_SYNC].running = true;
	fake.of[ROLE_SERVE].start_fails = &ERR_DENIED;
	assert_fails_saying(&ERR_DENIED, "start serve", supervisor_begin(s, 0));

	assert_true(fake.of[ROLE_SYNC].running);
	assert_false(fake.of[ROLE_RENDER].known);
}

static void a_sync_that_cannot_start_keeps_nothing_down(void **state)
{
	struct fake_containers fake = { 0 };
	auto_supervisor struct supervisor *s = supervise(&all, &fake);
	(void)state;

	fake.of[ROLE_SYNC].start_fails = &ERR_NOT_FOUND;
	assert_ok(supervisor_begin(s, 7));
	assert_string_equal(fake.order, "+r+v");
	assert_string_equal(supervisor_failure(s, ROLE_SYNC),
			    "as the test asks");
	assert_int_equal(supervisor_next_ms(s), 7);
	fake.of[ROLE_SYNC].start_fails = NULL;
	supervisor_restart(s, 7);

	assert_true(fake.of[ROLE_SYNC].running);
	assert_null(supervisor_failure(s, ROLE_SYNC));
}

static void the_first_restart_is_at_once(void **state)
{
	struct fake_containers fake = { 0 };
	auto_supervisor struct supervisor *s = supervise(&all, &fake);
	(void)state;

	assert_ok(supervisor_begin(s, 1000));
	end(s, &fake, ROLE_RENDER, 1001);

	assert_int_equal(supervisor_pidfd(s, ROLE_RENDER), -1);
	assert_int_equal(supervisor_next_ms(s), 1001);
	supervisor_restart(s, 1001);
	assert_true(fake.of[ROLE_RENDER].running);
	assert_int_equal(supervisor_restarts(s, ROLE_RENDER), 1);
	assert_int_equal(supervisor_restarts(s, ROLE_SERVE), 0);
	assert_int_equal(supervisor_next_ms(s), SUPERVISOR_NEVER);
}

static void pauses_double_up_to_a_limit(void **state)
{
	const int64_t pauses[] = { 0, 100, 200, 400, 800, 1600, 3200, 6400 };
	struct fake_containers fake = { 0 };
	auto_supervisor struct supervisor *s = supervise(&all, &fake);
	int64_t now = 0;
	(void)state;

	assert_ok(supervisor_begin(s, now));
	for (size_t i = 0; i < 8; i++) {
		end(s, &fake, ROLE_SYNC, now);
		assert_int_equal(supervisor_next_ms(s) - now, pauses[i]);
		now = supervisor_next_ms(s);
		supervisor_restart(s, now);
	}
	for (size_t i = 0; i < 40; i++) {
		end(s, &fake, ROLE_SYNC, now);
		now = supervisor_next_ms(s);
		supervisor_restart(s, now);
	}
	end(s, &fake, ROLE_SYNC, now);

	assert_int_equal(supervisor_next_ms(s) - now,
			 SUPERVISOR_LONGEST_PAUSE_MS);
}

static void a_container_that_was_well_starts_at_once_again(void **state)
{
	struct fake_containers fake = { 0 };
	auto_supervisor struct supervisor *s = supervise(&all, &fake);
	(void)state;

	assert_ok(supervisor_begin(s, 0));
	end(s, &fake, ROLE_SYNC, 1);
	supervisor_restart(s, 1);
	end(s, &fake, ROLE_SYNC, 2);
	supervisor_restart(s, 102);
	end(s, &fake, ROLE_SYNC, 102 + SUPERVISOR_STABLE_MS);

	assert_int_equal(supervisor_next_ms(s), 102 + SUPERVISOR_STABLE_MS);
}

static void a_restart_that_fails_is_tried_again(void **state)
{
	struct fake_containers fake = { 0 };
	auto_supervisor struct supervisor *s = supervise(&all, &fake);
	(void)state;

	assert_ok(supervisor_begin(s, 0));
	end(s, &fake, ROLE_SERVE, 5);
	fake.of[ROLE_SERVE].start_fails = &ERR_SYSTEM;
	supervisor_restart(s, 5);
	assert_int_equal(supervisor_next_ms(s), 105);
	fake.of[ROLE_SERVE].start_fails = NULL;
	supervisor_restart(s, 104);
	assert_false(fake.of[ROLE_SERVE].running);
	supervisor_restart(s, 105);

	assert_true(fake.of[ROLE_SERVE].running);
	assert_int_equal(supervisor_next_ms(s), SUPERVISOR_NEVER);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_are_started_serve_last),
		cmocka_unit_test(only_the_roles_asked_for_are_started),
		cmocka_unit_test(what_runs_is_adopted),
		cmocka_unit_test(one_without_a_monitor_is_replaced),
		cmocka_unit_test(
			one_that_does_not_end_without_its_monitor_is_killed),
		cmocka_unit_test(one_adopted_without_a_monitor_is_replaced),
		cmocka_unit_test(a_failed_begin_removes_what_it_started),
		cmocka_unit_test(a_sync_that_cannot_start_keeps_nothing_down),
		cmocka_unit_test(the_first_restart_is_at_once),
		cmocka_unit_test(pauses_double_up_to_a_limit),
		cmocka_unit_test(
			a_container_that_was_well_starts_at_once_again),
		cmocka_unit_test(a_restart_that_fails_is_tried_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
