/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * More programs in a container that runs.
 */
#include <sys/syscall.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "runtime/container_process.h"
#include "runtime/foreground.h"
#include "runtime/join.h"
#include "runtime/making.h"
#include "runtime/state.h"

static fallible join(const struct making *m, const struct program *program,
		     int pidfd, int *ret_status)
{
	auto_seccomp_program struct seccomp_program filter = { 0 };
	const struct join_config cfg = { .spec = &m->spec,
					 .plan = &m->plan,
					 .filter = &filter,
					 .program = program,
					 .cgroup = &m->cgroup,
					 .pidfd = pidfd };
	auto_close int joined = -1;
	struct err *e = NULL;
	pid_t pid = 0;

	if (m->spec.seccomp)
		e = seccomp_compile(m->spec.seccomp, &filter);
	if (!e)
		e = join_start(&cfg, &pid);
	if (e)
		return e;
	joined = (int)syscall(SYS_pidfd_open, pid, 0);
	if (joined < 0)
		return err_sys("open process %d", (int)pid);
	return foreground_wait(pid, joined, ret_status);
}

static fallible exec_opened(int dir, const char *id, char *const argv[],
			    const int stdio[static 3], int *ret_status)
{
	auto_making struct making m = MAKING_NONE;
	auto_close int pidfd = -1;
	struct program program = { .argv = (const char *const *)argv,
				   .stdio = stdio };
	struct err *e = container_open_process(dir, id, true, &pidfd);
	sigset_t before;

	if (!e)
		e = making_recall(dir, &m);
	if (e)
		return e;
	program.env = m.spec.process.env;
	foreground_hold(&before);
	e = join(&m, &program, pidfd, ret_status);
	foreground_release(&before);
	return e;
}

fallible container_exec(const char *root, const char *id, char *const argv[],
			const int stdio[static 3], int *ret_status)
{
	auto_close int dir = -1;
	struct err *e = state_open(root, id, &dir);

	if (e)
		return e;
	e = exec_opened(dir, id, argv, stdio, ret_status);
	return making_describe(e, id);
}
