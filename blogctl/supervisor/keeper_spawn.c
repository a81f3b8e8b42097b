/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blogctl/supervisor/keeper_spawn.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "blogctl/supervisor/supervisor_lock.h"
#include "lib/cleanup.h"
#include "lib/log.h"
#include "lib/mem.h"
#include "lib/stderr_line.h"

/* No command has opened as many descriptors before it gets here. */
#define KEPT_FROM 512

/*
 * Nothing of the command we come from may stay open: a lock would never be
 * free again.
 */
static fallible close_others(struct keeper_config *cfg)
{
	int *kept[] = { &cfg->listener, &cfg->ready };

	for (size_t i = 0; i < sizeof(kept) / sizeof(kept[0]); i++) {
		if (*kept[i] < 0)
			continue;
		*kept[i] = fcntl(*kept[i], F_DUPFD_CLOEXEC, KEPT_FROM);
		if (*kept[i] < 0)
			return err_sys("keep a descriptor");
	}
	if (close_range(3, KEPT_FROM - 1, 0) < 0)
		return err_sys("close descriptors");
	return NULL;
}

static fallible redirect_streams(const struct place *p)
{
	auto_free char *path = mem_printf("%s/" PLACE_SUPERVISOR_LOG, p->run);
	auto_close int null = open("/dev/null", O_RDWR | O_CLOEXEC);
	auto_close int log =
		open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW,
		     0600);

	if (null < 0 || log < 0)
		return err_sys("open '%s'", path);
	if (dup2(null, STDIN_FILENO) < 0 || dup2(log, STDOUT_FILENO) < 0 ||
	    dup2(log, STDERR_FILENO) < 0)
		return err_sys("redirect the standard streams");
	return NULL;
}

static int become_keeper(struct keeper_config cfg)
{
	struct err *e;
	int signal;

	(void)setsid();
	(void)prctl(PR_SET_NAME, KEEPER_NAME);
	e = close_others(&cfg);
	if (!e)
		e = redirect_streams(cfg.place);
	if (!e && chdir("/") < 0)
		e = err_sys("change to '/'");
	if (e) {
		err_send(cfg.ready, e);
		return 1;
	}
	cfg.log = STDERR_FILENO;
	stderr_line_show_time(true);
	log_info("supervising site '%s'", cfg.place->site);
	return err_report(keeper_run(&cfg, &signal));
}

static fallible fork_twice(const struct keeper_config *cfg)
{
	pid_t child = fork();
	int status;

	if (child < 0)
		return err_sys("start the supervisor");
	if (child == 0) {
		pid_t grandchild = fork();

		if (grandchild == 0)
			_exit(become_keeper(*cfg));
		_exit(grandchild < 0);
	}
	if (waitpid(child, &status, 0) < 0 || status != 0)
		return err_new(&ERR_SYSTEM, "start the supervisor: fork");
	return NULL;
}

/* A supervisor that was killed on its way has sent nothing, too. */
static fallible check_holder(const struct place *p)
{
	struct err *e;
	pid_t pid = 0;

	e = supervisor_lock_holder(p, &pid);
	if (!e && !pid)
		e = err_new(&ERR_SYSTEM,
			    "the supervisor has ended; see '%s/%s'", p->run,
			    PLACE_SUPERVISOR_LOG);
	return e;
}

fallible keeper_spawn(const struct keeper_config *cfg)
{
	int listener = cfg->listener;
	auto_close int receiver = -1;
	auto_close int sender = -1;
	struct keeper_config child = *cfg;
	struct err *e;
	int ends[2];

	if (pipe2(ends, O_CLOEXEC) < 0) {
		cleanup_close(&listener);
		return err_sys("make a pipe");
	}
	receiver = ends[0];
	sender = ends[1];
	child.listener = listener;
	child.ready = sender;
	e = fork_twice(&child);
	(void)close(take_fd(&sender));
	cleanup_close(&listener);
	if (!e)
		e = err_receive(receiver);
	return e ? e : check_holder(cfg->place);
}
