/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/jekyll/deadline.h"

#include <dlfcn.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/support/test.h"

#define SHORT_MS 30
#define ENOUGH_S 5

/* What the last timer does when it fires. */
static struct sigevent last_event;

int timer_create(clockid_t clock, struct sigevent *restrict event,
		 timer_t *restrict ret)
{
	int (*real)(clockid_t, struct sigevent *, timer_t *);

	last_event = *event;
	*(void **)&real = dlsym(RTLD_NEXT, "timer_create");
	return real(clock, event, ret);
}

/* What a child does with a deadline, which is told of on its own errors. */
static int status_of(int (*work)(struct deadline *d),
		     const struct deadline_config *cfg)
{
	struct deadline d;
	int status = -1;
	pid_t child = fork();

	assert_true(child >= 0);
	if (child == 0) {
		struct err *e = deadline_start(&d, cfg);

		(void)alarm(ENOUGH_S);
		_exit(e ? err_report(e) : work(&d));
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

static int never_end(struct deadline *d)
{
	const struct err_place first = { "a.scss", 1, 0 };
	const struct err_place second = { "b.scss", 2, 0 };

	(void)deadline_move(d, first);
	(void)deadline_move(d, second);
	while (clock() != (clock_t)-1)
		;
	return 0;
}

static int end_when_asked(struct deadline *d)
{
	while (!atomic_load(&d->passed))
		;
	deadline_stop(d);
	return 42;
}

static int stop_and_work_on(struct deadline *d)
{
	const clock_t end = clock() + 4 * SHORT_MS * (CLOCKS_PER_SEC / 1000);

	deadline_stop(d);
	while (clock() < end)
		;
	return 42;
}

/* Waiting takes no processor time. */
static int wait_long(struct deadline *d)
{
	(void)usleep(8 * SHORT_MS * 1000);
	deadline_stop(d);
	return 42;
}

static void look_at_the_place(void *host, struct err *e)
{
	const int *line = host;
	const struct err_place at = err_where(e);

	_exit(!strcmp(at.file, "b.scss") && at.line == (unsigned)*line ? 43
								       : 44);
}

static void what_never_ends_is_ended(void **state)
{
	const struct deadline_config cfg = { .limit_ms = SHORT_MS,
					     .grace_ms = SHORT_MS };

	(void)state;
	assert_int_equal(status_of(never_end, &cfg), ERR_INPUT.exit_status);
}

static void its_last_place_is_told(void **state)
{
	int line = 2;
	const struct deadline_config cfg = { .process = true,
					     .limit_ms = SHORT_MS,
					     .grace_ms = SHORT_MS,
					     .host = &line,
					     .over = look_at_the_place };

	(void)state;
	assert_int_equal(status_of(never_end, &cfg), 43);
}

static void what_can_look_is_asked_first(void **state)
{
	const struct deadline_config cfg = { .limit_ms = SHORT_MS,
					     .grace_ms = ENOUGH_S * 1000 };

	(void)state;
	assert_int_equal(status_of(end_when_asked, &cfg), 42);
}

static void what_is_in_time_goes_on(void **state)
{
	const struct deadline_config cfg = { .limit_ms = SHORT_MS,
					     .grace_ms = SHORT_MS };

	(void)state;
	assert_int_equal(status_of(stop_and_work_on, &cfg), 42);
	assert_int_equal(status_of(wait_long, &cfg), 42);
}

static int stop_and_be_rung(struct deadline *d)
{
	deadline_stop(d);
	atomic_store(&d->passed, true);
	last_event.sigev_notify_function(last_event.sigev_value);
	return 42;
}

/* The system may call although the timer was deleted. */
static void a_call_that_comes_too_late_finds_nothing(void **state)
{
	int line = 1;
	const struct deadline_config cfg = { .limit_ms = ENOUGH_S * 1000,
					     .grace_ms = ENOUGH_S * 1000,
					     .host = &line,
					     .over = look_at_the_place };

	(void)state;
	assert_int_equal(status_of(stop_and_be_rung, &cfg), 42);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_never_ends_is_ended),
		cmocka_unit_test(its_last_place_is_told),
		cmocka_unit_test(what_can_look_is_asked_first),
		cmocka_unit_test(what_is_in_time_goes_on),
		cmocka_unit_test(a_call_that_comes_too_late_finds_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
