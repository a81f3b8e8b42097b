/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blogctl/lifecycle/site_upgrade.h"

#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "blogctl/clock.h"
#include "blogctl/site/kept_bundles.h"
#include "blogctl/site/setup.h"
#include "blogctl/site/site_bundles.h"
#include "blogctl/supervisor/containers_nsrun.h"
#include "blogctl/supervisor/keeper_spawn.h"
#include "blogctl/supervisor/supervisor_lock.h"
#include "blogctl/supervisor/teardown.h"
#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/mem.h"

/* For the supervisor to start what has ended, after a pause if that was not the
 * first time; for a program to show that it goes on; and how often we look. */
#define BACK_MS 10000
#define BACK_AGAIN_MS 60000
#define SETTLED_MS 300
#define LOOK_MS 10

#define NAME_BYTES 64 /* of a process, and a newline: proc(5) has 16 */

/* Its first process; 0 when it does not run. */
static pid_t running(const struct place *p, enum role role)
{
	struct container_status status;
	struct err *e = containers_nsrun_status(p, role, &status);
	pid_t pid = !e && status.phase == CONTAINER_RUNNING ? status.pid : 0;

	err_drop(e);
	return pid;
}

static fallible wait_until_back(const struct place *p, enum role role,
				int64_t patience_ms)
{
	const struct timespec pause = { .tv_nsec = LOOK_MS * 1000000L };
	const int64_t deadline_ms = clock_now_ms() + patience_ms;
	int64_t since_ms = 0;
	pid_t pid = 0;

	for (;;) {
		const pid_t now = running(p, role);
		const int64_t now_ms = clock_now_ms();

		if (now != pid)
			since_ms = now_ms;
		pid = now;
		if (pid && now_ms - since_ms >= SETTLED_MS)
			return NULL;
		if (now_ms >= deadline_ms)
			return err_new(&ERR_SYSTEM,
				       "it does not stay up; see `blogctl "
				       "logs %s`",
				       role_name(role));
		(void)nanosleep(&pause, NULL);
	}
}

static fallible renew(const struct place *p, const struct containers *c,
		      enum role role, int64_t patience_ms, bool *renewed)
{
	bool current = false;
	struct err *e = containers_nsrun_is_current(p, role, &current);

	if (e || current)
		return e;
	*renewed = true;
	e = teardown_end(c, role);
	if (!e)
		e = wait_until_back(p, role, patience_ms);
	return e ? err_wrap(e, "renew %s", role_name(role)) : NULL;
}

static fallible renew_containers(const struct place *p, int64_t patience_ms,
				 bool *renewed)
{
	struct containers c = { 0 };
	struct err *e = containers_nsrun_open(p, NULL, -1, &c);

	if (e)
		return e;
	for (int i = 0; !e && i < ROLES; i++)
		e = renew(p, &c, (enum role)i, patience_ms, renewed);
	c.ops->release(c.self);
	return e;
}

static bool has_keepers_name(pid_t pid)
{
	auto_free char *path = mem_printf("/proc/%d", (int)pid);
	auto_buf struct buf name = { 0 };
	auto_close int dir = -1;
	struct err *e = fs_open_dir(path, &dir);

	if (!e)
		e = fs_read_at(dir, "comm", NAME_BYTES, &name);
	err_drop(e);
	return !e && !strcmp(name.data, KEEPER_NAME "\n");
}

static bool is_stale(pid_t pid, const char *program)
{
	auto_free char *path = mem_printf("/proc/%d/exe", (int)pid);
	struct stat theirs, ours;

	return stat(path, &theirs) == 0 && stat(program, &ours) == 0 &&
	       (theirs.st_ino != ours.st_ino || theirs.st_dev != ours.st_dev);
}

/* Whoever runs adopts what runs, so nothing else of the site is touched. */
static fallible renew_supervisor(const struct blog *site, const char *program,
				 bool *renewed)
{
	struct err *e;
	pid_t pid = 0;

	e = supervisor_lock_holder(&site->place, &pid);
	if (e || !pid || !is_stale(pid, program) || !has_keepers_name(pid))
		return e;
	*renewed = true;
	e = supervisor_lock_end_holder(&site->place);
	return e ? e : blog_attach_locked(site);
}

static fallible write_bundles(const struct blog *site, const char *program,
			      struct setup *setup)
{
	static const bool all[ROLES] = { true, true, true };
	struct err *e = setup_make(&site->place, program, all, setup);

	return e ? e
		 : site_bundles_write(&site->place, &site->config,
				      &setup->images);
}

/* To the containers there were, whose images are still there. */
static fallible go_back(const struct place *p, const struct kept_bundles *old,
			struct err *failure)
{
	bool renewed = false;
	struct err *e = kept_bundles_put_back(p, old);

	if (!e)
		e = renew_containers(p, BACK_AGAIN_MS, &renewed);
	if (!e)
		return err_wrap(failure, "the site goes on with the programs "
					 "it had");
	(void)err_report(err_wrap(e, "go back to the programs it had"));
	return failure;
}

fallible site_upgrade(const struct blog *site, const char *program,
		      bool *ret_renewed)
{
	auto_kept_bundles struct kept_bundles old = { 0 };
	const struct place *p = &site->place;
	bool renewed = false;
	struct setup setup;
	struct err *e;

	e = blog_attach_locked(site);
	if (!e)
		e = kept_bundles_read(p, &old);
	if (!e)
		e = write_bundles(site, program, &setup);
	if (!e)
		e = renew_supervisor(site, program, &renewed);
	if (!e) {
		e = renew_containers(p, BACK_MS, &renewed);
		if (e)
			e = go_back(p, &old, e);
	}
	if (!e)
		e = site_images_prune(p, &setup.images);
	if (e)
		return err_wrap(e, "renew site '%s'", p->site);
	*ret_renewed = renewed;
	return NULL;
}
