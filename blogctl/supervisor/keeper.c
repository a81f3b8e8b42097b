/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blogctl/supervisor/keeper.h"

#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <sys/wait.h>

#include "blogctl/clock.h"
#include "blogctl/site/remote_folder.h"
#include "blogctl/supervisor/containers_nsrun.h"
#include "blogctl/supervisor/replaced_files.h"
#include "blogctl/supervisor/service.h"
#include "blogctl/supervisor/supervisor.h"
#include "blogctl/supervisor/supervisor_lock.h"
#include "blogctl/supervisor/supervisor_record.h"
#include "lib/cleanup.h"
#include "lib/mem.h"
#include "lib/stderr_line.h"
#include "runtime/container/output_log.h"

/* Everything the loop looks at. */
struct loop {
	struct supervisor *supervisor;
	int run; /* the run folder */
	int signals;
	int herald; /* -1: it has ended */
	int names;  /* of replaced_files_watch(); -1: not watched */
	const struct place *place;
	int log; /* -1: not ours */
};

/* What poll(2) watches: the containers, their monitors, and these. */
enum { MONITORS = ROLES, SIGNALS = 2 * ROLES, HERALD, NAMES, WATCHED };

static fallible open_signals(int *ret_fd)
{
	sigset_t mask;

	(void)sigemptyset(&mask);
	(void)sigaddset(&mask, SIGTERM);
	(void)sigaddset(&mask, SIGINT);
	(void)sigaddset(&mask, SIGHUP);
	if (sigprocmask(SIG_BLOCK, &mask, NULL) < 0)
		return err_sys("block signals");
	*ret_fd = signalfd(-1, &mask, SFD_CLOEXEC | SFD_NONBLOCK);
	return *ret_fd < 0 ? err_sys("make a signalfd") : NULL;
}

/* 0: none that ends us. A terminal that goes away is no reason to. */
static int read_signal(int fd)
{
	struct signalfd_siginfo info;

	while (read(fd, &info, sizeof(info)) == sizeof(info))
		if (info.ssi_signo != SIGHUP)
			return (int)info.ssi_signo;
	return 0;
}

static void write_record(const struct loop *l)
{
	auto_supervisor_record struct supervisor_record record = { 0 };
	struct err *e;

	for (int i = 0; i < ROLES; i++) {
		record.restarts[i] =
			supervisor_restarts(l->supervisor, (enum role)i);
		record.failures[i] = mem_strdup(
			supervisor_failure(l->supervisor, (enum role)i));
	}
	e = supervisor_record_write(l->run, &record);
	if (e)
		(void)err_report(err_wrap(e, "write what `status` shows"));
}

static int time_left(const struct loop *l)
{
	int64_t next_ms = supervisor_next_ms(l->supervisor);
	int64_t left_ms;

	if (next_ms == SUPERVISOR_NEVER)
		return -1;
	left_ms = next_ms - clock_now_ms();
	if (left_ms > INT_MAX)
		return INT_MAX;
	return left_ms < 0 ? 0 : (int)left_ms;
}

/* Wait for one thing to happen. */
static fallible wait_for_event(const struct loop *l,
			       struct pollfd fds[static WATCHED])
{
	for (int i = 0; i < ROLES; i++) {
		fds[i] = (struct pollfd){
			.fd = supervisor_pidfd(l->supervisor, (enum role)i),
			.events = POLLIN,
		};
		fds[MONITORS + i] = (struct pollfd){
			.fd = supervisor_monitor(l->supervisor, (enum role)i),
			.events = POLLIN,
		};
	}
	fds[SIGNALS] = (struct pollfd){ .fd = l->signals, .events = POLLIN };
	fds[HERALD] = (struct pollfd){ .fd = l->herald, .events = POLLIN };
	fds[NAMES] = (struct pollfd){ .fd = l->names, .events = POLLIN };
	if (poll(fds, WATCHED, time_left(l)) < 0)
		return err_sys("wait for the containers");
	return NULL;
}

static void end_herald(int *herald)
{
	siginfo_t info;

	(void)waitid(P_PIDFD, (id_t)*herald, &info, WEXITED);
	(void)close(take_fd(herald));
	service_ready();
}

/*
 * Watch first, so that no change is lost. Should it fail, for lack of watches
 * perhaps, names are found as they were, which is no reason to give up.
 */
static void follow_names(struct loop *l)
{
	struct err *e;

	cleanup_close(&l->names);
	l->names = -1;
	e = replaced_files_watch(remote_folder_names, &l->names);
	if (!e)
		e = remote_folder_copy_names(l->place);
	if (e)
		(void)err_report(err_wrap(e, "follow resolv.conf and hosts"));
}

static void tell_ends(struct supervisor *s,
		      const struct pollfd fds[static WATCHED], int64_t now_ms)
{
	for (int i = 0; i < ROLES; i++) {
		if (fds[i].revents)
			supervisor_ended(s, (enum role)i, now_ms);
		else if (fds[MONITORS + i].revents)
			supervisor_orphaned(s, (enum role)i, now_ms);
	}
}

/* Nothing is added, but one that is full loses its older half. */
static void trim_log(int log)
{
	if (log >= 0)
		output_log_write(log, "", 0);
}

static fallible loop_run(struct loop *l, int *ret_signal)
{
	struct pollfd fds[WATCHED];

	for (;;) {
		struct err *e = wait_for_event(l, fds);
		int64_t now_ms = clock_now_ms();

		if (e)
			return e;
		*ret_signal =
			fds[SIGNALS].revents ? read_signal(l->signals) : 0;
		if (*ret_signal)
			return NULL;
		if (fds[HERALD].revents)
			end_herald(&l->herald);
		if (fds[NAMES].revents)
			follow_names(l);
		tell_ends(l->supervisor, fds, now_ms);
		if (supervisor_next_ms(l->supervisor) > now_ms)
			continue;
		supervisor_restart(l->supervisor, now_ms);
		write_record(l);
		trim_log(l->log);
	}
}

static fallible wire(const struct keeper_config *cfg, int run, int listener,
		     struct supervisor **ret)
{
	struct supervisor_config supervisor = { 0 };
	struct supervisor_deps deps = { 0 };
	auto_supervisor_record struct supervisor_record record = { 0 };
	struct err *e;

	e = supervisor_record_read(run, &record);
	if (!e)
		e = containers_nsrun_open(cfg->place, cfg->address, listener,
					  &deps.containers);
	if (e)
		return e;
	for (int i = 0; i < ROLES; i++) {
		supervisor.roles[i] = cfg->roles[i];
		supervisor.restarts[i] = record.restarts[i];
	}
	*ret = supervisor_wire_with(&supervisor, deps);
	return NULL;
}

/* What we were given, and let go of as we go. */
struct given {
	int listener;
	int ready;
	int lock;
};

static void let_go(int *fd)
{
	if (*fd >= 0)
		(void)close(take_fd(fd));
}

static fallible keep(const struct keeper_config *cfg, struct given *given,
		     int *ret_signal)
{
	auto_supervisor struct supervisor *supervisor = NULL;
	auto_close int signals = -1;
	auto_close int lock = -1;
	auto_close int run = -1;
	struct loop loop;
	struct err *e;

	e = supervisor_lock_take(cfg->place, &lock);
	if (!e)
		e = place_open_run(cfg->place, &run);
	if (!e)
		e = open_signals(&signals);
	if (!e)
		e = wire(cfg, run, take_fd(&given->listener), &supervisor);
	if (!e)
		e = supervisor_begin(supervisor, clock_now_ms());
	if (e)
		return e;
	let_go(&given->ready);
	let_go(&given->lock);
	if (cfg->herald < 0)
		service_ready();
	loop = (struct loop){ supervisor, run,        signals, cfg->herald,
			      -1,         cfg->place, cfg->log };
	write_record(&loop);
	if (cfg->roles[ROLE_SYNC])
		follow_names(&loop);
	e = loop_run(&loop, ret_signal);
	cleanup_close(&loop.names);
	return e;
}

fallible keeper_run(const struct keeper_config *cfg, int *ret_signal)
{
	struct given given = { cfg->listener, cfg->ready, cfg->lock };
	struct err *e;

	*ret_signal = 0;
	stderr_line_show_time(true);
	e = keep(cfg, &given, ret_signal);
	let_go(&given.listener);
	let_go(&given.lock);
	if (!e || given.ready < 0)
		return e;
	err_send(given.ready, e);
	let_go(&given.ready);
	return NULL;
}
