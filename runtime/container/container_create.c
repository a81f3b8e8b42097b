/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Containers in two steps: made, with their first process waiting at a gate,
 * and started later, by whoever likes.
 */
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "runtime/container/container_cgroup.h"
#include "runtime/container/container_process.h"
#include "runtime/container/container_status.h"
#include "runtime/container/making.h"
#include "runtime/container/state.h"
#include "runtime/process/gate.h"
#include "runtime/process/hooks.h"

#define FIRST_FD 3 /* of those handed in */

static const int own_stdio[3] = { STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO };

static fallible create(const struct container_config *cfg,
		       const struct making *m)
{
	auto_launch struct launch launch = LAUNCH_NONE;
	auto_terminal struct terminal terminal = TERMINAL_NONE;
	struct launch_config launched;
	auto_close int gate = -1;
	struct err *e = making_launch(m, cfg, false, &terminal, &launched);

	if (!e)
		e = gate_make(m->dir, FIRST_FD + (int)cfg->fds.len, &gate);
	if (e)
		return e;
	launched.gate = gate;
	launched.stdio = own_stdio;
	e = launch_start(&launched, &launch);
	if (!e)
		e = making_go(m->dir, cfg->pid_file, &launched, &launch);
	if (!e)
		(void)close(launch_take(&launch));
	return e;
}

fallible container_create(const struct container_config *cfg)
{
	auto_making struct making m = MAKING_NONE;
	struct err *e = making_begin(cfg, true, &m);

	if (!e) {
		e = create(cfg, &m);
		if (e)
			err_drop(container_bury(cfg->root, cfg->id, m.dir));
	}
	return making_describe(e, cfg->id);
}

/* Why nobody waits at its gate. */
static fallible tell_phase(const char *root, const char *id)
{
	struct container_status s = { 0 };
	struct err *e = container_read_status(root, id, &s);

	if (e)
		return e;
	if (s.phase == CONTAINER_ENDED)
		return container_stopped(id);
	return err_new(&CONTAINER_ACTIVE, "it is %s already",
		       container_phase_name(s.phase));
}

/* Few bundles want that, and most need not be read again for it. */
static fallible tell_started(const char *id, int dir)
{
	auto_making struct making m = MAKING_NONE;
	auto_state struct state s = { 0 };
	auto_buf struct buf config = { 0 };
	struct hook_subject subject = { .spec = &m.spec, .id = id };
	struct err *e = state_read_config(dir, &config);

	if (e || !strstr(config.data, "poststart"))
		return e;
	e = making_recall(dir, &m);
	if (!e)
		e = state_read(dir, &s);
	if (e)
		return e;
	subject.bundle = s.bundle;
	hooks_run_all(&subject, HOOK_POSTSTART, "running", s.process.pid);
	return NULL;
}

static fallible start(const char *root, const char *id, int dir)
{
	auto_channel struct channel launcher = CHANNEL_NONE;
	struct err *e = gate_enter(dir, &launcher);
	pid_t pid = 0;

	if (err_is(e, &ERR_NOT_FOUND)) {
		err_drop(e);
		return tell_phase(root, id);
	}
	if (e)
		return e;
	channel_go(&launcher);
	e = channel_await(&launcher, &pid);
	gate_remove(dir);
	return e ? e : tell_started(id, dir);
}

fallible container_start(const char *root, const char *id)
{
	auto_close int dir = -1;
	struct err *e = state_open(root, id, &dir);

	if (e)
		return e;
	return making_describe(start(root, id, dir), id);
}
