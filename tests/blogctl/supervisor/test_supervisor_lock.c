/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blogctl/supervisor/supervisor_lock.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "lib/mem.h"
#include "tests/support/test.h"

static struct place place_at(char *dir)
{
	return (struct place){ .site = (char *)"blog", .run = dir };
}

/* A process that holds the lock until it is ended. */
static pid_t start_holder(const struct place *p)
{
	int ends[2];
	pid_t child;
	char byte;

	assert_int_equal(pipe(ends), 0);
	child = fork();
	if (child == 0) {
		int fd;
		struct err *e = supervisor_lock_take(p, &fd);

		(void)close(ends[0]);
		(void)!write(ends[1], e ? "n" : "y", 1);
		(void)pause();
		_exit(0);
	}
	assert_int_equal(close(ends[1]), 0);
	assert_int_equal(read(ends[0], &byte, 1), 1);
	assert_int_equal(close(ends[0]), 0);
	assert_int_equal(byte, 'y');
	return child;
}

static void nobody_holds_it_at_first(void **state)
{
	const struct place p = place_at(*state);
	pid_t pid = 1;

	assert_ok(supervisor_lock_holder(&p, &pid));

	assert_int_equal(pid, 0);
}

static void the_holder_is_known_and_alone(void **state)
{
	const struct place p = place_at(*state);
	pid_t child = start_holder(&p);
	pid_t pid = 0;
	int fd;

	assert_ok(supervisor_lock_holder(&p, &pid));
	assert_int_equal(pid, child);
	assert_fails(&ERR_EXISTS, supervisor_lock_take(&p, &fd));

	assert_int_equal(kill(child, SIGKILL), 0);
	assert_int_equal(waitpid(child, NULL, 0), child);
	assert_ok(supervisor_lock_holder(&p, &pid));
	assert_int_equal(pid, 0);
}

static void the_holder_can_be_ended(void **state)
{
	const struct place p = place_at(*state);
	pid_t child = start_holder(&p);
	int status;

	assert_ok(supervisor_lock_end_holder(&p));

	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGTERM);
	assert_ok(supervisor_lock_end_holder(&p));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_dir(nobody_holds_it_at_first),
		test_in_dir(the_holder_is_known_and_alone),
		test_in_dir(the_holder_can_be_ended),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
