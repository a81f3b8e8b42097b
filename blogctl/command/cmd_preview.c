/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>

#include "blogctl/command/command.h"
#include "blogctl/command/command_line.h"
#include "blogctl/interruption.h"
#include "blogctl/lifecycle/log_view.h"
#include "blogctl/lifecycle/site_forget.h"
#include "blogctl/listener.h"
#include "blogctl/site/setup.h"
#include "blogctl/site/site_bundles.h"
#include "blogctl/supervisor/containers_nsrun.h"
#include "blogctl/supervisor/keeper.h"
#include "blogctl/supervisor/supervisor_lock.h"
#include "lib/cleanup.h"
#include "lib/mem.h"
#include "lib/stderr_line.h"

#define DEFAULT_PORT 4000 /* as Jekyll's own preview */
#define LAST_PORT 65535

struct preview {
	const struct command_env *env;
	struct place place;
	char *folder;
	char *address;
	unsigned port;
};

static void preview_release(struct preview *v)
{
	place_release(&v->place);
	free(v->folder);
	free(v->address);
}
#define auto_preview __attribute__((cleanup(preview_release)))

static fallible check_alone(const struct preview *v)
{
	struct err *e;
	pid_t pid = 0;

	e = supervisor_lock_holder(&v->place, &pid);
	if (!e && pid)
		e = err_new(&ERR_EXISTS,
			    "a preview is running already, as process %d; "
			    "--site NAME allows another",
			    (int)pid);
	return e;
}

/* Takes @e, why the port cannot be had, and says it in this command's terms. */
static fallible refuse_port(const struct preview *v, struct err *e)
{
	const bool taken = err_is(e, &LISTENER_TAKEN);

	if (!taken && !err_is(e, &ERR_DENIED))
		return e;
	err_drop(e);
	if (!taken)
		return err_new(&ERR_DENIED,
			       "port %u needs root; choose one from 1024 on "
			       "with --port",
			       v->port);
	return err_new(&LISTENER_TAKEN,
		       "port %u is taken: another program listens there; "
		       "choose another with --port",
		       v->port);
}

/* From the bound port to written bundles, with the lock held. */
static fallible prepare(const struct preview *v, int *ret_listener)
{
	static const bool wanted[ROLES] = {
		[ROLE_RENDER] = true, [ROLE_SERVE] = true
	};
	auto_close int listener = -1;
	auto_close int lock = -1;
	struct setup setup;
	struct err *e;

	e = place_lock(&v->place, &lock);
	if (!e)
		e = check_alone(v);
	/* What a preview that was killed has left. */
	if (!e)
		e = containers_nsrun_remove_all(&v->place);
	if (!e)
		e = site_bundles_remove_volumes(&v->place);
	if (!e) {
		e = listener_open(v->address, &listener);
		e = e ? refuse_port(v, e) : NULL;
	}
	if (!e)
		e = setup_make(&v->place, v->env->program, wanted, &setup);
	if (!e)
		e = site_bundles_write_preview(&v->place, setup.first_id,
					       v->folder, &setup.images);
	if (!e)
		e = interruption_check();
	if (!e)
		*ret_listener = take_fd(&listener);
	return e;
}

/* A container's log is there once it has started. */
static fallible follow_log(const char *path)
{
	const struct timespec pause = { .tv_nsec = 20000000 };
	struct log_source source;
	const struct log_view view = { .sources = &source,
				       .len = 1,
				       .last = LOG_VIEW_ALL,
				       .follow = true };
	struct err *e;

	while (access(path, F_OK) < 0)
		(void)nanosleep(&pause, NULL);
	log_source_init(&source, path, NULL);
	e = log_view_show(&view);
	log_source_release(&source);
	return e;
}

/* In a process of its own, show what the renderer says, until we end. */
static fallible fork_log_view(const struct preview *v, pid_t *ret_pid)
{
	auto_free char *path =
		containers_nsrun_log_path(&v->place, ROLE_RENDER);
	pid_t parent = getpid();
	pid_t child = fork();

	if (child < 0)
		return err_sys("fork");
	if (child == 0) {
		interruption_let();
		if (prctl(PR_SET_PDEATHSIG, SIGTERM) < 0 || getppid() != parent)
			_exit(1);
		_exit(err_report(follow_log(path)));
	}
	*ret_pid = child;
	return NULL;
}

static fallible watch(const struct preview *v, int listener)
{
	auto_free char *url = listener_url(v->address);
	const struct keeper_config keeper = {
		.place = &v->place,
		.address = v->address,
		.roles = { [ROLE_RENDER] = true, [ROLE_SERVE] = true },
		.listener = listener,
		.herald = -1,
		.ready = -1,
		.log = -1,
		.lock = -1,
	};
	pid_t viewer = 0;
	struct err *e;
	int signal;

	(void)printf("preview of %s at %s; Ctrl-C ends it\n", v->folder, url);
	(void)fflush(stdout);
	e = fork_log_view(v, &viewer);
	if (e) {
		(void)close(listener);
		return e;
	}
	e = keeper_run(&keeper, &signal);
	stderr_line_show_time(false);
	(void)kill(viewer, SIGTERM);
	(void)waitpid(viewer, NULL, 0);
	return e;
}

static fallible preview(const struct preview *v)
{
	auto_close int lock = -1;
	struct err *e, *cleaning;
	bool was_there = false;
	int listener = -1;

	e = prepare(v, &listener);
	if (e && err_is(e, &ERR_EXISTS))
		return e;
	if (!e)
		e = watch(v, listener);
	cleaning = place_lock(&v->place, &lock);
	if (!cleaning)
		cleaning = site_forget(&v->place, &was_there);
	if (e && cleaning)
		(void)err_report(cleaning);
	return e ? e : cleaning;
}

fallible cmd_preview(const struct command_env *env, int argc, char **argv)
{
	const char *site = COMMAND_DEFAULT_SITE;
	const char *source = ".";
	uint64_t port = DEFAULT_PORT;
	bool help = false;
	const struct opt opts[] = {
		COMMAND_OPT_SITE(&site),
		{ "port", 0, OPT_UINT, &port, "N",
		  "of this machine only (4000)" },
		COMMAND_OPT_HELP(&help),
		{ 0 },
	};
	auto_preview struct preview v = { .env = env };
	auto_place struct place of = { 0 };
	struct err *e;

	e = command_line_parse(argc, argv, opts, &help, &source);
	if (e || help)
		return e;
	if (!port || port > LAST_PORT)
		return err_new(&ERR_USAGE, "--port must be between 1 and %d",
			       LAST_PORT);
	e = place_find(&env->place, site, &of);
	if (e)
		return e;
	place_derive(&of, "preview", &v.place);
	v.folder = realpath(source, NULL);
	if (!v.folder)
		return err_sys("find '%s'", source);
	v.port = (unsigned)port;
	v.address = mem_printf("127.0.0.1:%u", v.port);
	return preview(&v);
}
