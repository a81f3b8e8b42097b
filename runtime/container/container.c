/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/container/container.h"

#include <unistd.h>

#include "lib/cleanup.h"
#include "lib/log.h"
#include "runtime/container/container_cgroup.h"
#include "runtime/container/container_process.h"
#include "runtime/container/foreground.h"
#include "runtime/container/making.h"
#include "runtime/container/monitor.h"
#include "runtime/container/state.h"

fallible container_run_detached(const struct container_config *cfg)
{
	auto_making struct making m = MAKING_NONE;
	auto_terminal struct terminal terminal = TERMINAL_NONE;
	struct monitor_config monitor = { .id = cfg->id };
	struct err *e = making_begin(cfg, false, &m);

	if (e)
		return making_describe(e, cfg->id);
	monitor.root = m.root;
	monitor.dir = m.dir;
	monitor.pid_file = cfg->pid_file;
	e = making_launch(&m, cfg, true, &terminal, &monitor.launch);
	if (e)
		err_drop(container_remove(cfg->root, cfg->id, m.dir));
	else
		e = monitor_start(&monitor);
	return making_describe(e, cfg->id);
}

static fallible run_attached(const struct container_config *cfg,
			     const struct making *m, struct foreground *f,
			     int *ret_status)
{
	static const int stdio[3] = { STDIN_FILENO, STDOUT_FILENO,
				      STDERR_FILENO };
	auto_terminal struct terminal terminal = TERMINAL_NONE;
	auto_launch struct launch launch = LAUNCH_NONE;
	struct launch_config launched;
	auto_close int pidfd = -1;
	struct err *e = making_launch(m, cfg, true, &terminal, &launched);
	pid_t pid;

	if (e)
		return e;
	launched.stdio = stdio;
	launched.dies_with_parent = true;
	e = launch_start(&launched, &launch);
	pid = launch.pid;
	if (!e)
		e = making_go(m->dir, cfg->pid_file, &launched, &launch);
	if (e)
		return e;
	pidfd = launch_take(&launch);
	return foreground_wait(f, pid, pidfd, &terminal, ret_status);
}

/* One that did not start leaves nothing. */
static fallible leave(const struct container_config *cfg, int dir, int status)
{
	const struct state_exit x = { .status = status,
				      .finished_ms = state_now_ms() };

	if (cfg->keep)
		return state_write_exit(dir, &x);
	err_drop(container_bury(cfg->root, cfg->id, dir));
	return NULL;
}

fallible container_run(const struct container_config *cfg, int *ret_status)
{
	auto_making struct making m = MAKING_NONE;
	struct err *e = making_begin(cfg, false, &m);
	struct foreground f;

	if (!e) {
		foreground_hold(&f);
		e = run_attached(cfg, &m, &f, ret_status);
		if (!e && container_cgroup_ran_out(m.dir))
			log_warn("container '%s': a process was killed for "
				 "want of memory",
				 cfg->id);
		if (e)
			err_drop(container_bury(cfg->root, cfg->id, m.dir));
		else
			e = leave(cfg, m.dir, *ret_status);
		foreground_release(&f);
	}
	return making_describe(e, cfg->id);
}
