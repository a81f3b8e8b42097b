/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/process/join.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <linux/sched.h>

#include "lib/cleanup.h"
#include "lib/mem.h"
#include "runtime/process/executor.h"
#include "runtime/process/own_program.h"
#include "runtime/process/settings.h"

/* What only a process outside may do for the one to come. */
static fallible prepare(const struct spec_process *p)
{
	const struct rlimit_request *denied = NULL;
	bool unchanged = false;
	struct err *e = NULL;

	/* What was denied was said when the container was made. */
	if (p->has_oom_score_adj)
		e = settings_set_oom_score_adj(0, p->oom_score_adj, &unchanged);
	return e ? e : rlimits_raise(0, p->rlimits, p->rlimits_len, &denied);
}

static fallible become(const struct join_config *cfg, bool exposed,
		       struct channel *channel)
{
	auto_seccomp_program struct seccomp_program filter = { 0 };
	const struct confinement confinement = { .spec = cfg->spec,
						 .filter = &filter,
						 .terminal = cfg->terminal,
						 .home = cfg->program->home,
						 .controls_terminal = true,
						 .hides_launcher = exposed };
	struct err *e;

	if (!channel_wait(channel) ||
	    (cfg->spec->seccomp && !seccomp_program_receive(&filter, channel)))
		_exit(EXIT_FAILURE);
	e = program_prepare(cfg->program, channel);
	if (!e)
		e = executor_confine(cfg->plan, &confinement);
	if (!e)
		program_execute(cfg->program, channel);
	return e;
}

/*
 * A process does not enter a pid namespace, only its children do; this one's
 * is made a child of our parent, who is to wait for it. It says nothing itself
 * until its pid has been told: both would be in one stream.
 */
static fallible start_inside(const struct join_config *cfg, bool exposed,
			     struct channel *channel)
{
	struct clone_args args = { .flags = CLONE_PARENT };
	long pid = syscall(SYS_clone3, &args, sizeof(args));

	if (pid < 0)
		return err_sys("start a process");
	if (pid == 0)
		return become(cfg, exposed, channel);
	channel_send_pid(channel, (pid_t)pid);
	_exit(EXIT_SUCCESS);
}

/* Nothing is looked up between joining the namespaces and being confined. */
static fallible enter(const struct join_config *cfg, struct channel *channel)
{
	bool exposed = own_program_is_exposed(cfg->spec);
	uint64_t spaces = cfg->spec->namespaces;
	struct err *e = program_take_stdio(cfg->program);

	if (!e)
		e = prepare(&cfg->spec->process);
	if (!e)
		e = settings_set_affinity(cfg->spec->process.initial_cpus);
	if (!e)
		e = settings_schedule(0, &cfg->spec->process.scheduling);
	if (!e)
		e = cgroup_entry_join(cfg->cgroup);
	if (!e)
		e = settings_set_affinity(cfg->spec->process.final_cpus);
	if (!e)
		e = settings_set_labels(&cfg->spec->process.labels);
	if (!e)
		e = id_maps_leave_groups(&cfg->spec->maps);
	if (e)
		return e;
	if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0))
		return err_sys("become uninspectable");
	for (size_t i = 0; i < cfg->spec->joined_len; i++)
		spaces |= cfg->spec->joined[i].flag;
	if (setns(cfg->pidfd, (int)spaces))
		return err_sys("join the namespaces");
	return start_inside(cfg, exposed, channel);
}

static fallible fork_entrant(const struct join_config *cfg,
			     struct channel *launcher, struct channel *process,
			     pid_t *ret_pid)
{
	struct clone_args args = { .exit_signal = SIGCHLD };
	pid_t pid;

	if (cfg->cgroup->unified >= 0) {
		args.flags = CLONE_INTO_CGROUP;
		args.cgroup = (uint64_t)cfg->cgroup->unified;
	}
	pid = (pid_t)syscall(SYS_clone3, &args, sizeof(args));
	if (pid < 0)
		return err_sys("start a process");
	if (pid == 0) {
		channel_close(launcher);
		channel_fail(process, enter(cfg, process));
	}
	channel_close(process);
	*ret_pid = pid;
	return NULL;
}

static void reap(pid_t pid)
{
	while (waitpid(pid, NULL, 0) < 0 && errno == EINTR)
		;
}

/* The pid of the process that waits inside, and its filter, which is written
 * while it gets there. */
static fallible start_waiting(const struct join_config *cfg,
			      const struct channel *launcher, pid_t entrant,
			      struct seccomp_program *filter, pid_t *ret_pid)
{
	struct err *e = NULL, *other;

	if (cfg->spec->seccomp)
		e = seccomp_compile(cfg->spec->seccomp, filter);
	reap(entrant);
	other = channel_receive_pid(launcher, ret_pid);
	if (!e)
		return other;
	err_drop(other);
	return e;
}

fallible join_start(const struct join_config *cfg, pid_t *ret_pid)
{
	auto_channel struct channel launcher = CHANNEL_NONE;
	auto_channel struct channel process = CHANNEL_NONE;
	auto_seccomp_program struct seccomp_program filter = { 0 };
	pid_t entrant = 0, pid = 0;
	struct err *e = channel_open(&launcher, &process);

	if (!e)
		e = fork_entrant(cfg, &launcher, &process, &entrant);
	if (!e)
		e = start_waiting(cfg, &launcher, entrant, &filter, &pid);
	if (!e) {
		channel_go(&launcher);
		if (cfg->spec->seccomp)
			seccomp_program_send(&filter, &launcher);
		e = channel_await(&launcher, &pid);
	}
	/* Without us it ends. */
	channel_close(&launcher);
	if (e && pid)
		reap(pid);
	if (!e)
		*ret_pid = pid;
	return e;
}
