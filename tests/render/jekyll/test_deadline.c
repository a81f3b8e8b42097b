/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/jekyll/deadline.h"

#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/support/test.h"

#define SHORT_MS 30
#define ENOUGH_S 5

/* How a process ends that stops its deadline, or goes on for ever. */
static int status_of(bool stopped)
{
	struct deadline d;
	int status = -1;
	pid_t child = fork();

	assert_true(child >= 0);
	if (child == 0) {
		struct err *e = deadline_start(&d, "a.scss", SHORT_MS);

		if (e)
			_exit(err_report(e));
		if (stopped) {
			deadline_stop(&d);
			(void)usleep(4 * SHORT_MS * 1000);
			_exit(42);
		}
		(void)alarm(ENOUGH_S);
		for (;;)
			(void)pause();
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	return status;
}

static void what_takes_too_long_is_ended(void **state)
{
	int status = status_of(false);

	(void)state;
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), ERR_INPUT.exit_status);
}

static void what_is_in_time_goes_on(void **state)
{
	int status = status_of(true);

	(void)state;
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 42);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_takes_too_long_is_ended),
		cmocka_unit_test(what_is_in_time_goes_on),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
