/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/process/launch.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <linux/sched.h>

#include "lib/cleanup.h"
#include "lib/log.h"
#include "lib/mem.h"
#include "runtime/process/executor.h"
#include "runtime/process/gate.h"
#include "runtime/process/hook_stop.h"
#include "runtime/process/init.h"
#include "runtime/process/namespaces.h"
#include "runtime/process/own_program.h"
#include "runtime/process/program.h"
#include "runtime/process/settings.h"

void launch_release(struct launch *l)
{
	if (l->pid > 0) {
		(void)kill(l->pid, SIGKILL);
		(void)waitpid(l->pid, NULL, 0);
	}
	l->pid = 0;
	cleanup_close(&l->pidfd);
	l->pidfd = -1;
	channel_close(&l->channel);
	trees_release(&l->trees);
	seccomp_program_release(&l->filter);
	net_devices_release(&l->devices);
}

static fallible make_container(const struct launch_config *cfg,
			       const struct trees *trees,
			       const struct confinement *confinement)
{
	auto_mounts struct mounts mounts = {
		.spec = cfg->spec,
		.trees = trees,
		.bundle = cfg->bundle,
		.terminal = cfg->terminal,
		.root = -1,
		.null = -1,
		.file_mask = -1,
		.folder_mask = -1,
	};

	return executor_make_container(cfg->plan, &mounts, confinement);
}

/*
 * The first process is confined as the program is, but for the filter, which
 * is written for the program alone.
 */
static _Noreturn void run_init(const struct plan *plan,
			       struct confinement confinement,
			       const struct channel *channel, pid_t program)
{
	struct err *e;

	confinement.filter = NULL;
	confinement.gate = NULL;
	confinement.home = NULL;
	confinement.hooks = NULL;
	confinement.controls_terminal = false;
	e = executor_confine(plan, &confinement);
	if (e)
		channel_fail(channel, e);
	init_run(program);
}

/* Without it there is nobody who would know of us. */
static void await_launcher(const struct channel *channel)
{
	if (!channel_wait(channel))
		_exit(EXIT_FAILURE);
}

/*
 * The launcher does its part meanwhile: it maps ids and what else must be done
 * from outside while we begin, and writes us down while we make the container.
 */
static fallible make_all(const struct launch_config *cfg, struct launch *l,
			 const struct program *program,
			 const struct confinement *confinement,
			 const struct channel *channel)
{
	struct err *e = executor_begin_container(cfg->plan, confinement);

	if (e)
		return e;
	await_launcher(channel);
	/* Until we have become the program nobody inside may inspect us: we
	 * still hold the launcher's memory and descriptors. */
	if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0))
		return err_sys("become uninspectable");
	e = program_take_stdio(program);
	if (!e)
		e = make_container(cfg, &l->trees, confinement);
	if (e)
		return e;
	await_launcher(channel);
	if (cfg->spec->seccomp && !seccomp_program_receive(&l->filter, channel))
		_exit(EXIT_FAILURE);
	return NULL;
}

static struct hook_subject hook_subject(const struct launch_config *cfg)
{
	return (struct hook_subject){ .spec = cfg->spec,
				      .id = cfg->id,
				      .bundle = cfg->bundle };
}

static fallible become(const struct launch_config *cfg, struct launch *l,
		       struct channel *channel)
{
	char *home = NULL; /* until the program is executed */
	const struct program program = {
		.argv = cfg->spec->process.argv,
		.env = cfg->spec->process.env,
		.home = &home,
		.stdio = cfg->stdio,
		.fds = cfg->fds,
	};
	struct confinement confinement = {
		.spec = cfg->spec,
		.filter = &l->filter,
		.cgroup = cfg->cgroup,
		.devices = &l->devices,
		.home = &home,
		.controls_terminal = true,
		.dies_with_parent = cfg->dies_with_parent,
		.hides_launcher = l->hides_launcher,
	};
	const struct gate gate = { .listener = cfg->gate,
				   .program = &program,
				   .channel = channel };
	struct hook_stop hooks = { .subject = hook_subject(cfg),
				   .channel = channel };
	pid_t pid = 0;
	struct err *e;

	if (hooks_come_early(cfg->spec))
		confinement.hooks = &hooks;
	if (cfg->gate >= 0)
		confinement.gate = &gate;
	e = make_all(cfg, l, &program, &confinement, channel);
	if (!e && cfg->spec->init)
		e = init_split(&pid);
	if (e)
		return e;
	if (pid)
		run_init(cfg->plan, confinement, channel, pid);
	e = program_prepare(&program, channel);
	if (!e)
		e = executor_confine(cfg->plan, &confinement);
	if (!e)
		program_execute(&program, channel);
	return e;
}

static _Noreturn void be_first_process(const struct launch_config *cfg,
				       struct launch *l,
				       struct channel *channel)
{
	channel_close(&l->channel);
	channel_fail(channel, become(cfg, l, channel));
}

/* What has to be done from outside, by whoever has the privilege. */
static fallible prepare_process(const struct launch_config *cfg,
				const struct launch *l)
{
	const struct spec_process *p = &cfg->spec->process;
	const struct rlimit_request *denied = NULL;
	bool unchanged = false;
	struct err *e = NULL;

	if (cfg->spec->namespaces & CLONE_NEWUSER)
		e = id_maps_write(l->pid, &cfg->spec->maps);
	if (!e)
		e = trees_map_ids(&l->trees, cfg->spec, l->pid);
	if (!e)
		e = net_devices_move(&l->devices, l->pid);
	if (!e)
		e = settings_schedule(l->pid, &p->scheduling);
	if (!e && p->has_oom_score_adj)
		e = settings_set_oom_score_adj(l->pid, p->oom_score_adj,
					       &unchanged);
	if (unchanged)
		log_warn("process.oomScoreAdj: %d is not set: that takes more "
			 "privilege than ours",
			 p->oom_score_adj);
	if (!e)
		e = rlimits_raise(l->pid, p->rlimits, p->rlimits_len, &denied);
	if (denied)
		log_warn("process.rlimits: '%s' is not raised: that takes more "
			 "privilege than ours",
			 denied->name);
	return e;
}

static fallible clone_process(const struct launch_config *cfg, struct launch *l,
			      struct channel *process, struct clone_args *args,
			      pid_t *ret)
{
	long pid;

	/* The namespace of control groups is rooted where its maker is, and
	 * that of time has its offsets set first: those come later. */
	args->flags |= cfg->spec->namespaces &
		       ~(uint64_t)(CLONE_NEWCGROUP | CLONE_NEWTIME);
	if (cfg->cgroup->unified >= 0) {
		args->flags |= CLONE_INTO_CGROUP;
		args->cgroup = (uint64_t)cfg->cgroup->unified;
	}
	pid = syscall(SYS_clone3, args, sizeof(*args));
	if (pid < 0 && errno == EACCES && cfg->cgroup->unified >= 0)
		return err_new(&ERR_DENIED,
			       "only root may start a process in a control "
			       "group apart from ours: run this in one that is "
			       "delegated, as by systemd-run --user --scope");
	if (pid < 0)
		return err_sys("make namespaces");
	if (pid == 0)
		be_first_process(cfg, l, process);
	*ret = (pid_t)pid;
	return NULL;
}

/* The process is to be our child, not that of the one that makes it. */
static _Noreturn void make_inside(const struct launch_config *cfg,
				  struct launch *l, struct channel *process,
				  const struct namespaces *joined,
				  const struct channel *helper)
{
	struct clone_args args = { .flags = CLONE_PARENT };
	struct err *e = namespaces_enter(joined);
	pid_t pid = 0;

	if (!e)
		e = clone_process(cfg, l, process, &args, &pid);
	if (e)
		channel_fail(helper, e);
	channel_send_pid(helper, pid);
	_exit(EXIT_SUCCESS);
}

/* What we enter we could not leave, so another does. */
static fallible make_joined(const struct launch_config *cfg, struct launch *l,
			    struct channel *process)
{
	auto_namespaces struct namespaces joined = { 0 };
	auto_channel struct channel near = CHANNEL_NONE, far = CHANNEL_NONE;
	struct err *e = namespaces_open(cfg->spec, &joined);
	pid_t helper;

	if (!e)
		e = channel_open(&near, &far);
	if (e)
		return e;
	helper = fork();
	if (helper < 0)
		return err_sys("start a process");
	if (helper == 0) {
		channel_close(&near);
		make_inside(cfg, l, process, &joined, &far);
	}
	channel_close(&far);
	while (waitpid(helper, NULL, 0) < 0 && errno == EINTR)
		;
	e = channel_receive_pid(&near, &l->pid);
	if (e)
		return e;
	l->pidfd = (int)syscall(SYS_pidfd_open, l->pid, 0);
	return l->pidfd < 0 ? err_sys("open process %d", (int)l->pid) : NULL;
}

static fallible make_process(const struct launch_config *cfg, struct launch *l)
{
	auto_channel struct channel process = CHANNEL_NONE;
	struct clone_args args = {
		.flags = CLONE_PIDFD,
		.pidfd = (uint64_t)(uintptr_t)&l->pidfd,
		.exit_signal = SIGCHLD,
	};
	struct err *e = channel_open(&l->channel, &process);

	if (e)
		return e;
	if (cfg->spec->joined_len)
		return make_joined(cfg, l, &process);
	return clone_process(cfg, l, &process, &args, &l->pid);
}

fallible launch_start(const struct launch_config *cfg, struct launch *ret)
{
	struct err *e;

	ret->hides_launcher = own_program_is_exposed(cfg->spec);
	e = trees_open(cfg->spec, cfg->bundle, &ret->trees);
	if (!e)
		e = id_maps_leave_groups(&cfg->spec->maps);
	if (!e)
		e = net_devices_note(cfg->spec->net_devices,
				     cfg->spec->net_devices_len, &ret->devices);
	if (!e)
		e = make_process(cfg, ret);
	scope_keeper_let_go(&cfg->cgroup->keeper);
	if (!e)
		e = prepare_process(cfg, ret);
	if (e)
		return e;
	channel_go(&ret->channel);
	if (cfg->spec->seccomp)
		e = seccomp_compile(cfg->spec->seccomp, &ret->filter);
	return e;
}

/* One that ended instead tells why when it is let go. */
fallible launch_run_hooks(const struct launch_config *cfg,
			  const struct launch *l)
{
	const struct hook_subject subject = hook_subject(cfg);
	struct err *e;

	if (!hooks_come_early(cfg->spec) || !channel_await_hooks(&l->channel))
		return NULL;
	e = hooks_run(&subject, HOOK_PRESTART, "creating", l->pid);
	if (!e)
		e = hooks_run(&subject, HOOK_CREATE_RUNTIME, "creating",
			      l->pid);
	if (!e)
		channel_send(&l->channel, &l->pid, sizeof(l->pid));
	return e;
}

fallible launch_go(struct launch *l, pid_t *ret_program)
{
	channel_go(&l->channel);
	if (l->filter.code.len)
		seccomp_program_send(&l->filter, &l->channel);
	return channel_await(&l->channel, ret_program);
}

int launch_take(struct launch *l)
{
	l->pid = 0;
	return take_fd(&l->pidfd);
}
