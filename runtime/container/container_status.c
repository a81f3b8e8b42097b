/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Containers that are there already: how they are, and their end.
 */
#include <poll.h>
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/mem.h"
#include "runtime/container/container_cgroup.h"
#include "runtime/container/container_process.h"
#include "runtime/container/container_status.h"
#include "runtime/container/state.h"
#include "runtime/process/gate.h"

#define PROGRAM_MS 10000 /* for a process to become its program */
#define LOOK_MS 1        /* and how often we look */
#define HOLDER_MS 5000   /* for a monitor to let go of an ended container */

const struct err_tag CONTAINER_UNKNOWN = { "no container", 1 };
const struct err_tag CONTAINER_EXISTS = { "container exists", 1 };
const struct err_tag CONTAINER_STOPPED = { "container stopped", 1 };
const struct err_tag CONTAINER_ACTIVE = { "container runs", 1 };

fallible container_stopped(const char *id)
{
	return err_new(&CONTAINER_STOPPED, "container not running: '%s'", id);
}

/* Until it has become its program a process may lack some of its confinement,
 * and is not to be looked into; one at the gate has it all. */
static fallible await_program(int dir, pid_t pid, int pidfd)
{
	struct pollfd ended = { .fd = pidfd, .events = POLLIN };

	for (int waited = 0; waited < PROGRAM_MS; waited += LOOK_MS) {
		bool executed = false;
		struct err *e = live_process_has_executed(pid, &executed);

		if (e || executed || gate_is_kept(dir))
			return e;
		if (poll(&ended, 1, LOOK_MS) > 0)
			return err_new(&ERR_NOT_FOUND, "it has ended");
	}
	return err_new(&ERR_SYSTEM, "its program does not begin");
}

static fallible open_process(int dir, bool program, int *ret_pidfd)
{
	auto_state struct state s = { 0 };
	auto_close int pidfd = -1;
	struct err *e = state_read(dir, &s);

	if (!e)
		e = live_process_open(program ? &s.program : &s.process,
				      &pidfd);
	if (!e && program)
		e = await_program(dir, s.program.pid, pidfd);
	if (!e)
		*ret_pidfd = take_fd(&pidfd);
	return e;
}

fallible container_open_process(int dir, const char *id, bool program,
				int *ret_pidfd)
{
	struct err *e = open_process(dir, program, ret_pidfd);

	if (!err_is(e, &ERR_NOT_FOUND))
		return e;
	err_drop(e);
	return container_stopped(id);
}

fallible container_open_pidfd(const char *root, const char *id, int *ret_fd)
{
	auto_close int dir = -1;
	struct err *e = state_open(root, id, &dir);

	return e ? e : container_open_process(dir, id, false, ret_fd);
}

/* Whoever holds a container holds its folder locked, to the end. */
static fallible check_held(int dir, const char *id)
{
	struct err *e = fs_lock(dir, FS_LOCK_SHARED, 0);

	if (!e)
		return container_stopped(id);
	if (!err_is(e, &FS_LOCKED))
		return e;
	err_drop(e);
	return NULL;
}

static fallible open_monitor(int dir, const char *id, int *ret_fd)
{
	auto_state struct state s = { 0 };
	auto_close int fd = -1;
	pid_t monitor = 0;
	struct err *e = state_read(dir, &s);

	if (!e)
		e = live_process_parent(s.process.pid, &monitor);
	if (e)
		return e;
	fd = (int)syscall(SYS_pidfd_open, monitor, 0);
	if (fd < 0)
		return err_sys("open process %d", (int)monitor);
	/* Still held: so that was the holder's pid, and nobody else's since. */
	e = check_held(dir, id);
	if (!e)
		*ret_fd = take_fd(&fd);
	return e;
}

fallible container_open_monitor(const char *root, const char *id, int *ret_fd)
{
	auto_close int dir = -1;
	struct err *e = state_open(root, id, &dir);

	if (e)
		return e;
	e = open_monitor(dir, id, ret_fd);
	if (!err_is(e, &ERR_NOT_FOUND))
		return e;
	err_drop(e);
	return container_stopped(id);
}

fallible container_kill(const char *root, const char *id, int signal)
{
	auto_close int dir = -1, pidfd = -1;
	struct err *e = state_open(root, id, &dir);

	if (!e)
		e = container_open_process(dir, id, false, &pidfd);
	if (e)
		return e;
	if (syscall(SYS_pidfd_send_signal, pidfd, signal, NULL, 0))
		return err_sys("send signal %d to container '%s'", signal, id);
	return signal == SIGKILL ? container_cgroup_thaw(dir) : NULL;
}

/* The kernel says that it has ended; its holder may be about to write how. */
static fallible read_end(int dir, struct container_status *s)
{
	struct state_exit x = { 0 };
	struct err *e = state_read_exit(dir, &x);

	if (err_is(e, &ERR_NOT_FOUND)) {
		err_drop(e);
		e = fs_lock(dir, FS_LOCK_SHARED, HOLDER_MS);
		err_drop(e);
		e = state_read_exit(dir, &x);
	}
	s->phase = CONTAINER_ENDED;
	s->exit_status = e ? CONTAINER_EXIT_UNKNOWN : x.status;
	s->finished_ms = x.finished_ms;
	s->oom_killed = x.oom_killed;
	if (!err_is(e, &ERR_NOT_FOUND))
		return e;
	err_drop(e);
	return NULL;
}

/* A folder without a process: somebody is making it, or was killed at it. */
static void read_unborn(int dir, struct container_status *s)
{
	struct err *e = fs_lock(dir, FS_LOCK_SHARED, 0);

	s->phase = e ? CONTAINER_CREATING : CONTAINER_ENDED;
	s->exit_status = e ? 0 : CONTAINER_EXIT_UNKNOWN;
	err_drop(e);
}

static fallible read_status(int dir, struct container_status *ret)
{
	auto_state struct state s = { 0 };
	auto_close int pidfd = -1;
	bool frozen = false;
	struct err *e = state_read(dir, &s);

	if (err_is(e, &ERR_NOT_FOUND)) {
		err_drop(e);
		read_unborn(dir, ret);
		return NULL;
	}
	if (!e)
		e = live_process_open(&s.process, &pidfd);
	ret->started_ms = s.started_ms;
	if (err_is(e, &ERR_NOT_FOUND)) {
		err_drop(e);
		return read_end(dir, ret);
	}
	if (e)
		return e;
	ret->pid = s.process.pid;
	ret->phase = gate_is_kept(dir) ? CONTAINER_CREATED : CONTAINER_RUNNING;
	e = container_cgroup_is_frozen(dir, &frozen);
	if (!e && frozen)
		ret->phase = CONTAINER_PAUSED;
	return e;
}

fallible container_read_status(const char *root, const char *id,
			       struct container_status *ret)
{
	struct container_status s = { 0 };
	auto_close int dir = -1;
	struct err *e = state_open(root, id, &dir);

	if (!e)
		e = read_status(dir, &s);
	if (!e)
		*ret = s;
	return e;
}

static fallible end_process(int dir, int pidfd)
{
	struct pollfd p = { .fd = pidfd, .events = POLLIN };
	struct err *e;

	if (syscall(SYS_pidfd_send_signal, pidfd, SIGKILL, NULL, 0))
		return err_sys("kill its process");
	/* With cgroup version 1 a paused one does not even die. */
	e = container_cgroup_thaw(dir);
	if (e)
		return e;
	if (poll(&p, 1, HOLDER_MS) <= 0)
		return err_new(&ERR_SYSTEM, "its process does not end");
	return NULL;
}

static fallible delete_opened(int dir, const char *id, bool force)
{
	auto_close int pidfd = -1;
	struct err *e = container_open_process(dir, id, false, &pidfd);

	if (!e && !force && !gate_is_kept(dir))
		return err_new(&CONTAINER_ACTIVE, "it runs");
	if (!e)
		e = end_process(dir, pidfd);
	if (err_is(e, &CONTAINER_STOPPED)) {
		err_drop(e);
		e = NULL;
	}
	/* Whoever holds it still writes to it. */
	return e ? e : fs_lock(dir, FS_LOCK_EXCLUSIVE, HOLDER_MS);
}

fallible container_delete(const char *root, const char *id, bool force)
{
	auto_close int dir = -1;
	struct err *e = state_open(root, id, &dir);

	if (force && err_is(e, &CONTAINER_UNKNOWN)) {
		err_drop(e);
		return NULL;
	}
	if (!e)
		e = delete_opened(dir, id, force);
	if (!e)
		e = container_bury(root, id, dir);
	return e ? err_wrap(e, "delete container '%s'", id) : NULL;
}

fallible container_check_id(const char *id)
{
	return state_check_id(id);
}

const char *container_phase_name(enum container_phase phase)
{
	static const char *const names[] = {
		[CONTAINER_CREATING] = "creating",
		[CONTAINER_CREATED] = "created",
		[CONTAINER_RUNNING] = "running",
		[CONTAINER_PAUSED] = "paused",
		[CONTAINER_ENDED] = "stopped",
	};

	return names[phase];
}

char *container_log_path(const char *root, const char *id)
{
	return state_log_path(root, id);
}

char *container_notes_path(const char *root, const char *id)
{
	return state_notes_path(root, id);
}

fallible container_list(const char *root, char ***ret_ids, size_t *ret_len)
{
	return state_list(root, ret_ids, ret_len);
}
