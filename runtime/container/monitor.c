/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/container/monitor.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "runtime/container/container_cgroup.h"
#include "runtime/container/container_process.h"
#include "runtime/container/making.h"
#include "runtime/container/output_log.h"
#include "runtime/container/state.h"
#include "runtime/kept_fds.h"
#include "runtime/wait_status.h"

#define CHUNK 65536      /* bytes copied at once */
#define LAST_WORDS_MS 20 /* for what was written before the end */
#define DRAIN_MS 1000    /* for what others still write after it */
#define KEPT_FDS 4

struct monitor {
	int dir;
	int log;
	int output; /* a pipe or a terminal; -1 when all that could write to it
		       are gone */
	int pidfd;
	pid_t pid;
};

/* What comes from a terminal of ours takes the place of what comes through the
 * pipe. */
static fallible choose_output(const struct terminal *t, struct monitor *m)
{
	if (t->receiver < 0)
		return NULL;
	cleanup_close(&m->output);
	m->output = -1;
	return terminal_receive(t, &m->output);
}

static fallible start_container(const struct monitor_config *cfg,
				struct monitor *m)
{
	auto_launch struct launch launch = LAUNCH_NONE;
	struct launch_config launch_config = cfg->launch;
	auto_close int null = open("/dev/null", O_RDWR | O_CLOEXEC);
	int ends[2] = { -1, -1 };
	int stdio[3];
	struct err *e;

	if (null < 0)
		return err_sys("open '/dev/null'");
	if (pipe2(ends, O_CLOEXEC))
		return err_sys("make a pipe");
	m->output = ends[0];
	stdio[0] = null;
	stdio[1] = stdio[2] = ends[1];
	launch_config.stdio = stdio;
	e = launch_start(&launch_config, &launch);
	(void)close(ends[1]);
	m->pid = launch.pid;
	if (!e)
		e = making_go(cfg->dir, cfg->pid_file, &launch_config, &launch);
	if (!e)
		e = choose_output(launch_config.terminal, m);
	if (!e)
		m->pidfd = launch_take(&launch);
	return e;
}

/* Copy what is there; closes the pipe at its end. */
static void copy_output(struct monitor *m)
{
	static char chunk[CHUNK];
	ssize_t len = read(m->output, chunk, sizeof(chunk));

	if (len > 0) {
		output_log_write(m->log, chunk, (size_t)len);
	} else if (len == 0 || (errno != EINTR && errno != EAGAIN)) {
		(void)close(m->output);
		m->output = -1;
	}
}

static void write_end(struct monitor *m)
{
	struct state_exit x = { .finished_ms = state_now_ms() };
	struct err *e;
	int status = 0;

	while (waitpid(m->pid, &status, 0) < 0 && errno == EINTR)
		;
	x.status = wait_status_to_exit(status);
	x.oom_killed = container_cgroup_ran_out(m->dir);
	e = state_write_exit(m->dir, &x);
	/* There is nobody to tell; the next command finds no exit status. */
	err_drop(e);
}

/* Processes that were handed the pipe may outlive the first one, and hold it
 * for as long as they like. */
static void drain(struct monitor *m, int limit_ms)
{
	int64_t end = state_now_ms() + limit_ms;

	while (m->output >= 0) {
		struct pollfd p = { .fd = m->output, .events = POLLIN };
		int64_t left = end - state_now_ms();

		if (left <= 0 || left > limit_ms || poll(&p, 1, (int)left) == 0)
			return;
		copy_output(m);
	}
}

static void watch(struct monitor *m)
{
	for (;;) {
		struct pollfd p[] = {
			{ .fd = m->output, .events = POLLIN },
			{ .fd = m->pidfd, .events = POLLIN },
		};

		if (poll(p, 2, -1) < 0)
			continue;
		if (p[1].revents)
			break;
		copy_output(m);
	}
	drain(m, LAST_WORDS_MS);
	write_end(m);
	drain(m, DRAIN_MS);
}

/* Standard streams become /dev/null, so that no library writes elsewhere. */
static void close_all_but_own(const struct monitor *m)
{
	int kept[KEPT_FDS] = { m->dir, m->log, m->output, m->pidfd };
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);

	for (int i = 0; i <= STDERR_FILENO; i++)
		(void)dup2(null, i);
	/* What it could not close harms nobody. */
	err_drop(kept_fds_close_others(STDERR_FILENO + 1, kept, KEPT_FDS));
}

static void leave_caller(void)
{
	sigset_t all;

	(void)sigfillset(&all);
	(void)sigprocmask(SIG_BLOCK, &all, NULL);
	(void)setsid();
	(void)!chdir("/");
	(void)prctl(PR_SET_NAME, "nsrun-monitor");
}

/* A descriptor above the standard streams, which are about to be replaced. */
static int lift(int fd)
{
	return fcntl(fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
}

static _Noreturn void run(const struct monitor_config *cfg,
			  struct channel *channel)
{
	struct monitor m = { .log = -1, .output = -1, .pidfd = -1 };
	struct err *e;

	leave_caller();
	e = state_open_log(cfg->root, cfg->id, &m.log);
	if (!e)
		e = start_container(cfg, &m);
	if (e) {
		err_drop(container_bury(cfg->root, cfg->id, cfg->dir));
		err_drop(state_remove_empty_log(cfg->root, cfg->id));
		channel_fail(channel, e);
	}
	(void)channel_done(channel);
	channel_close(channel);
	m.dir = lift(cfg->dir);
	m.log = lift(m.log);
	m.output = lift(m.output);
	m.pidfd = lift(m.pidfd);
	close_all_but_own(&m);
	watch(&m);
	_exit(EXIT_SUCCESS);
}

/* Forked twice, it becomes nobody's child, and no caller has to wait for it. */
static fallible fork_monitor(const struct monitor_config *cfg,
			     struct channel *launcher, struct channel *process)
{
	pid_t pid = fork();

	if (pid < 0)
		return err_sys("start a monitor");
	if (pid == 0) {
		pid = fork();
		if (pid)
			_exit(pid < 0 ? EXIT_FAILURE : EXIT_SUCCESS);
		channel_close(launcher);
		run(cfg, process);
	}
	while (waitpid(pid, NULL, 0) < 0 && errno == EINTR)
		;
	return NULL;
}

fallible monitor_start(const struct monitor_config *cfg)
{
	auto_channel struct channel launcher = CHANNEL_NONE;
	auto_channel struct channel process = CHANNEL_NONE;
	struct err *e = channel_open(&launcher, &process);
	pid_t monitor = 0;

	if (!e)
		e = fork_monitor(cfg, &launcher, &process);
	channel_close(&process);
	if (!e)
		e = channel_await(&launcher, &monitor);
	if (e)
		err_drop(container_remove(cfg->root, cfg->id, cfg->dir));
	return e;
}
