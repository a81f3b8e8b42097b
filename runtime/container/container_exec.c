/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/container/container_exec.h"

#include <poll.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "runtime/container/container_cgroup.h"
#include "runtime/container/container_process.h"
#include "runtime/container/exec_process.h"
#include "runtime/container/foreground.h"
#include "runtime/container/making.h"
#include "runtime/container/pid_file.h"
#include "runtime/container/state.h"
#include "runtime/process/join.h"

#define ENDING_MS 1000 /* from the first sign of a process's end to its end */

/* Nobody is to find one that was started in vain. */
static fallible tell_pid(const struct container_exec_config *cfg, pid_t pid)
{
	struct err *e;

	if (!cfg->pid_file)
		return NULL;
	e = pid_file_write(cfg->pid_file, pid);
	if (e) {
		(void)kill(pid, SIGKILL);
		(void)waitpid(pid, NULL, 0);
	}
	return e;
}

static fallible join(const struct container_exec_config *cfg,
		     const struct making *m, const struct terminal *t,
		     int pidfd, pid_t *ret_pid)
{
	char *home = NULL; /* the program's process has its own copy */
	const struct program program = { .argv = m->spec.process.argv,
					 .env = m->spec.process.env,
					 .home = &home,
					 .stdio = cfg->stdio,
					 .fds = cfg->fds };
	const struct join_config joined = { .spec = &m->spec,
					    .plan = &m->plan,
					    .program = &program,
					    .cgroup = &m->cgroup,
					    .terminal = t,
					    .pidfd = pidfd };
	pid_t pid = 0;
	struct err *e = join_start(&joined, &pid);

	if (!e)
		e = tell_pid(cfg, pid);
	if (!e)
		*ret_pid = pid;
	return e;
}

/* What the kernel says of a container that is ending is odd: no memory for a
 * process, no device for its group. The end is what there is to say then. */
static fallible or_ended(struct err *e, const char *id, int pidfd)
{
	struct pollfd ended = { .fd = pidfd, .events = POLLIN };

	if (!err_is(e, &ERR_SYSTEM) || poll(&ended, 1, ENDING_MS) <= 0)
		return e;
	err_drop(e);
	return container_stopped(id);
}

/* The terminal, unless it is none of ours, is received by the caller. */
static fallible start(const struct container_exec_config *cfg, bool waits,
		      struct terminal *t, pid_t *ret_pid)
{
	auto_making struct making m = MAKING_NONE;
	auto_close int dir = -1, pidfd = -1;
	struct err *e = state_open(cfg->root, cfg->id, &dir);

	if (!e)
		e = container_open_process(dir, cfg->id, true, &pidfd);
	if (!e)
		e = making_recall(dir, &m);
	if (!e)
		e = container_cgroup_open(dir, cfg->cgroup, &m.cgroup);
	if (!e)
		e = exec_process_apply(cfg, &m.spec);
	if (e)
		return e;
	plan_make(&m.spec, &m.plan);
	e = making_offer_terminal(&m.spec.process, cfg->console_socket, waits,
				  t);
	if (!e)
		e = join(cfg, &m, t, pidfd, ret_pid);
	return or_ended(e, cfg->id, pidfd);
}

static fallible wait_for(struct foreground *f, pid_t pid,
			 const struct terminal *t, int *ret_status)
{
	auto_close int pidfd = (int)syscall(SYS_pidfd_open, pid, 0);

	if (pidfd < 0)
		return err_sys("open process %d", (int)pid);
	return foreground_wait(f, pid, pidfd, t, ret_status);
}

fallible container_exec(const struct container_exec_config *cfg,
			int *ret_status)
{
	auto_terminal struct terminal t = TERMINAL_NONE;
	struct foreground f;
	struct err *e;
	pid_t pid = 0;

	foreground_hold(&f);
	e = start(cfg, true, &t, &pid);
	if (!e)
		e = wait_for(&f, pid, &t, ret_status);
	foreground_release(&f);
	return making_describe(e, cfg->id);
}

fallible container_exec_detached(const struct container_exec_config *cfg)
{
	auto_terminal struct terminal t = TERMINAL_NONE;
	pid_t pid = 0;

	return making_describe(start(cfg, false, &t, &pid), cfg->id);
}
