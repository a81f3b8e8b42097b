/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/test.h"

#include <poll.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "runtime/systemd/scope_keeper.h"

#define LIMIT_MS 10000

static bool ends(int pidfd)
{
	struct pollfd p = { .fd = pidfd, .events = POLLIN };

	return poll(&p, 1, LIMIT_MS) == 1;
}

static void it_stays_until_it_is_let_go(void **state)
{
	auto_scope_keeper struct scope_keeper k = SCOPE_KEEPER_NONE;

	(void)state;
	assert_ok(scope_keeper_start(&k));
	assert_int_equal(waitpid(k.pid, NULL, WNOHANG), 0);
	scope_keeper_let_go(&k);
	assert_int_equal(kill(k.pid, 0), -1);
	/* Once more is fine. */
	scope_keeper_let_go(&k);
}

/* As if we were killed in the middle of it. */
static void it_ends_when_nobody_is_left_to_let_it_go(void **state)
{
	struct scope_keeper k = SCOPE_KEEPER_NONE;
	auto_close int pidfd = -1;
	int ours[2], status = 0;
	pid_t child, keeper = 0;

	(void)state;
	assert_int_equal(pipe(ours), 0);
	child = fork();
	if (child == 0) {
		if (scope_keeper_start(&k) ||
		    write(ours[1], &k.pid, sizeof(k.pid)) != sizeof(k.pid))
			_exit(1);
		(void)pause();
	}
	assert_int_equal(read(ours[0], &keeper, sizeof(keeper)),
			 sizeof(keeper));
	pidfd = (int)syscall(SYS_pidfd_open, keeper, 0);
	assert_true(pidfd >= 0);
	assert_int_equal(kill(child, SIGKILL), 0);
	assert_int_equal(waitpid(child, &status, 0), child);

	assert_true(ends(pidfd));
	(void)close(ours[0]);
	(void)close(ours[1]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_stays_until_it_is_let_go),
		cmocka_unit_test(it_ends_when_nobody_is_left_to_let_it_go),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
