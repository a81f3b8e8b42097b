/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "content-sync/watched_child.h"

#include <signal.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "tests/support/test.h"

static const struct err_tag OURS = { "ours", 1 };
static const struct err_tag THEIRS = { "theirs", 1 };

static void sleep_ms(long ms)
{
	const struct timespec t = { ms / 1000, ms % 1000 * 1000000 };

	(void)nanosleep(&t, NULL);
}

static struct err *answer(void *arg, struct life *l, struct buf *result)
{
	life_sign(l);
	buf_puts(result, arg);
	return NULL;
}

static struct err *refuse(void *arg, struct life *l, struct buf *result)
{
	(void)l;
	(void)result;
	return err_new(arg, "it is %s", "broken");
}

static struct err *hang(void *arg, struct life *l, struct buf *result)
{
	(void)arg;
	(void)l;
	(void)result;
	sleep_ms(60000);
	return NULL;
}

static struct err *work_for_ever(void *arg, struct life *l, struct buf *result)
{
	const bool *stop = arg;

	(void)result;
	while (!*stop) {
		life_sign(l);
		sleep_ms(10);
	}
	return NULL;
}

static struct err *work_a_while(void *arg, struct life *l, struct buf *result)
{
	for (int i = 0; i < 60; i++) {
		life_sign(l);
		sleep_ms(10);
	}
	buf_puts(result, arg);
	return NULL;
}

static struct err *die(void *arg, struct life *l, struct buf *result)
{
	(void)arg;
	(void)l;
	(void)result;
	(void)raise(SIGKILL);
	return NULL;
}

static struct err *leave(void *arg, struct life *l, struct buf *result)
{
	(void)arg;
	(void)l;
	(void)result;
	_exit(0);
}

static struct watched_config config(watched_fn *run, void *arg)
{
	static const struct err_tag *const tags[] = { &OURS, NULL };

	return (struct watched_config){
		.run = run,
		.arg = arg,
		.stop_fd = -1,
		.stall_ms = 5000,
		.deadline_ms = 10000,
		.tags = tags,
	};
}

static void the_result_comes_back(void **state)
{
	const struct watched_config cfg = config(answer, (char *)"E.R.done");
	auto_buf struct buf result = { 0 };

	(void)state;
	assert_ok(watched_child_run(&cfg, &result));
	assert_string_equal(result.data, "E.R.done");
}

static void an_error_comes_back_with_its_tag(void **state)
{
	static const struct {
		const struct err_tag *raised;
		const struct err_tag *seen;
	} cases[] = {
		{ &OURS, &OURS },
		{ &ERR_INPUT, &ERR_INPUT },
		{ &ERR_NOT_FOUND, &ERR_NOT_FOUND },
		{ &ERR_DENIED, &ERR_DENIED },
		{ &ERR_SYSTEM, &ERR_SYSTEM },
		{ &THEIRS, &ERR_SYSTEM },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const struct watched_config cfg =
			config(refuse, (void *)cases[i].raised);
		auto_buf struct buf result = { 0 };

		assert_fails_saying(cases[i].seen, "it is broken",
				    watched_child_run(&cfg, &result));
	}
}

static void a_silent_child_is_given_up(void **state)
{
	struct watched_config cfg = config(hang, NULL);
	auto_buf struct buf result = { 0 };

	(void)state;
	cfg.stall_ms = 100;
	assert_fails_saying(&CHILD_STALLED, "no progress",
			    watched_child_run(&cfg, &result));
}

static void a_child_that_never_ends_is_given_up(void **state)
{
	bool never = false;
	struct watched_config cfg = config(work_for_ever, &never);
	auto_buf struct buf result = { 0 };

	(void)state;
	cfg.deadline_ms = 700;
	assert_fails_saying(&CHILD_STALLED, "not done",
			    watched_child_run(&cfg, &result));
}

static void signs_of_life_prolong_it(void **state)
{
	struct watched_config cfg = config(work_a_while, (char *)"done");
	auto_buf struct buf result = { 0 };

	(void)state;
	cfg.stall_ms = 400;
	assert_ok(watched_child_run(&cfg, &result));
	assert_string_equal(result.data, "done");
}

static void a_child_that_dies_is_an_error(void **state)
{
	const struct watched_config dies = config(die, NULL);
	const struct watched_config leaves = config(leave, NULL);
	auto_buf struct buf result = { 0 };

	(void)state;
	assert_fails_saying(&ERR_SYSTEM, "signal 9",
			    watched_child_run(&dies, &result));
	assert_fails_saying(&ERR_SYSTEM, "without a word",
			    watched_child_run(&leaves, &result));
}

static void being_told_to_stop_ends_it(void **state)
{
	struct watched_config cfg = config(hang, NULL);
	auto_buf struct buf result = { 0 };
	int ends[2];

	(void)state;
	assert_int_equal(pipe(ends), 0);
	(void)close(ends[1]);
	cfg.stop_fd = ends[0];
	assert_fails(&CHILD_STOPPED, watched_child_run(&cfg, &result));
	(void)close(ends[0]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_result_comes_back),
		cmocka_unit_test(an_error_comes_back_with_its_tag),
		cmocka_unit_test(a_silent_child_is_given_up),
		cmocka_unit_test(a_child_that_never_ends_is_given_up),
		cmocka_unit_test(signs_of_life_prolong_it),
		cmocka_unit_test(a_child_that_dies_is_an_error),
		cmocka_unit_test(being_told_to_stop_ends_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
