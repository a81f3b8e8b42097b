/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/container.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/log.h"
#include "lib/mem.h"
#include "runtime/container_process.h"
#include "runtime/foreground.h"
#include "runtime/join.h"
#include "runtime/monitor.h"
#include "runtime/state.h"

/* A bundle read and planned, and the state of the container to come. */
struct making {
	char *root;   /* absolute */
	char *bundle; /* absolute */
	struct buf config;
	struct spec spec;
	struct plan plan;
	int dir; /* held */
};

static void making_release(struct making *m)
{
	free(m->root);
	free(m->bundle);
	buf_release(&m->config);
	plan_release(&m->plan);
	spec_release(&m->spec);
	cleanup_close(&m->dir);
}

#define auto_making __attribute__((cleanup(making_release)))
#define MAKING_NONE                                                            \
	{                                                                      \
		.dir = -1                                                      \
	}

/* Errors that have a tag of ours name the container already. */
static fallible describe(struct err *e, const char *id)
{
	if (!e || err_is(e, &CONTAINER_EXISTS) || err_is(e, &CONTAINER_STOPPED))
		return e;
	return err_wrap(e, "container '%s'", id);
}

static fallible absolute(const char *path, char **ret)
{
	char *real = realpath(path, NULL);

	if (!real)
		return err_sys("find '%s'", path);
	*ret = real;
	return NULL;
}

static fallible read_bundle(const struct container_config *cfg,
			    struct making *m)
{
	auto_close int dir = -1;
	struct err *e = absolute(cfg->bundle, &m->bundle);

	if (!e && !cfg->config)
		e = fs_open_dir(m->bundle, &dir);
	if (!e && !cfg->config)
		e = fs_read_at(dir, "config.json", SPEC_MAX_BYTES, &m->config);
	else if (!e)
		buf_puts(&m->config, cfg->config);
	if (!e)
		e = spec_parse(buf_str(&m->config), "config.json", &m->spec);
	if (e)
		return err_wrap(e, "bundle '%s'", cfg->bundle);
	m->spec.init |= cfg->init;
	for (size_t i = 0; i < m->spec.warnings_len; i++)
		log_warn("%s", m->spec.warnings[i]);
	plan_make(&m->spec, &m->plan);
	return NULL;
}

static fallible make_state(const struct container_config *cfg, struct making *m)
{
	struct err *e = state_create(cfg->root, cfg->id, &m->dir);

	if (e)
		return e;
	e = absolute(cfg->root, &m->root);
	if (!e)
		e = state_write_config(m->dir, buf_str(&m->config));
	if (e)
		err_drop(state_remove(cfg->root, cfg->id));
	return e;
}

static struct launch_config launch_config(const struct container_config *cfg,
					  const struct making *m)
{
	return (struct launch_config){
		.spec = &m->spec,
		.plan = &m->plan,
		.bundle = m->bundle,
		.fds = cfg->fds,
	};
}

fallible container_run_detached(const struct container_config *cfg)
{
	auto_making struct making m = MAKING_NONE;
	struct monitor_config monitor = { .id = cfg->id };
	struct err *e = read_bundle(cfg, &m);

	if (!e)
		e = make_state(cfg, &m);
	if (!e) {
		monitor.root = m.root;
		monitor.dir = m.dir;
		monitor.launch = launch_config(cfg, &m);
		e = monitor_start(&monitor);
	}
	return describe(e, cfg->id);
}

static fallible run_attached(const struct container_config *cfg,
			     const struct making *m, int *ret_status)
{
	static const int stdio[3] = { STDIN_FILENO, STDOUT_FILENO,
				      STDERR_FILENO };
	auto_launch struct launch launch = LAUNCH_NONE;
	struct launch_config launched = launch_config(cfg, m);
	auto_close int pidfd = -1;
	struct err *e;
	pid_t pid, program = 0;

	launched.stdio = stdio;
	launched.dies_with_parent = true;
	e = launch_start(&launched, &launch);
	pid = launch.pid;
	if (!e)
		e = state_record(m->dir, m->bundle, pid, pid);
	if (!e)
		e = launch_go(&launch, &program);
	if (!e && program != pid)
		e = state_record(m->dir, m->bundle, pid, program);
	if (e)
		return e;
	pidfd = launch_take(&launch);
	return foreground_wait(pid, pidfd, ret_status);
}

fallible container_run(const struct container_config *cfg, int *ret_status)
{
	auto_making struct making m = MAKING_NONE;
	struct err *e = read_bundle(cfg, &m);
	sigset_t before;

	if (!e)
		e = make_state(cfg, &m);
	if (!e) {
		foreground_hold(&before);
		e = run_attached(cfg, &m, ret_status);
		err_drop(state_remove(cfg->root, cfg->id));
		foreground_release(&before);
	}
	return describe(e, cfg->id);
}

/* The confinement is that of the bundle as it was when the container started.
 */
static fallible read_started(int dir, struct making *m)
{
	struct err *e = state_read_config(dir, &m->config);

	if (!e)
		e = spec_parse(buf_str(&m->config), "config.json", &m->spec);
	if (!e)
		plan_make(&m->spec, &m->plan);
	return e;
}

static fallible join(const struct making *m, const struct program *program,
		     int pidfd, int *ret_status)
{
	auto_seccomp_program struct seccomp_program filter = { 0 };
	const struct join_config cfg = { .spec = &m->spec,
					 .plan = &m->plan,
					 .filter = &filter,
					 .program = program,
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
		e = read_started(dir, &m);
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
	return describe(e, id);
}
