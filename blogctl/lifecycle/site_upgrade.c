/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blogctl/lifecycle/site_upgrade.h"

#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "blogctl/clock.h"
#include "blogctl/site/setup.h"
#include "blogctl/site/site_bundles.h"
#include "blogctl/supervisor/containers_nsrun.h"
#include "blogctl/supervisor/keeper_spawn.h"
#include "blogctl/supervisor/supervisor_lock.h"
#include "blogctl/supervisor/teardown.h"
#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/mem.h"

/* For the supervisor to start what has ended, and how often we look. */
#define BACK_MS 10000
#define LOOK_MS 10

#define NAME_BYTES 64 /* of a process, and a newline: proc(5) has 16 */

static bool runs(const struct place *p, enum role role)
{
	struct container_status status;
	struct err *e = containers_nsrun_status(p, role, &status);
	bool running = !e && status.phase == CONTAINER_RUNNING;

	err_drop(e);
	return running;
}

static fallible wait_until_back(const struct place *p, enum role role)
{
	const struct timespec pause = { .tv_nsec = LOOK_MS * 1000000L };
	const int64_t deadline_ms = clock_now_ms() + BACK_MS;

	while (!runs(p, role)) {
		if (clock_now_ms() >= deadline_ms)
			return err_new(&ERR_SYSTEM,
				       "%s does not start with the new "
				       "programs; see `blogctl logs`",
				       role_name(role));
		(void)nanosleep(&pause, NULL);
	}
	return NULL;
}

static fallible renew(const struct place *p, const struct containers *c,
		      enum role role, bool *renewed)
{
	bool current = false;
	struct err *e = containers_nsrun_is_current(p, role, &current);

	if (e || current)
		return e;
	*renewed = true;
	e = teardown_end(c, role);
	if (!e)
		e = wait_until_back(p, role);
	return e ? err_wrap(e, "renew %s", role_name(role)) : NULL;
}

static fallible renew_containers(const struct place *p, bool *renewed)
{
	struct containers c = { 0 };
	struct err *e = containers_nsrun_open(p, NULL, -1, &c);

	if (e)
		return e;
	for (int i = 0; !e && i < ROLES; i++)
		e = renew(p, &c, (enum role)i, renewed);
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

fallible site_upgrade(const struct blog *site, const char *program,
		      bool *ret_renewed)
{
	bool renewed = false;
	struct setup setup;
	struct err *e;

	e = blog_attach_locked(site);
	if (!e)
		e = write_bundles(site, program, &setup);
	if (!e)
		e = renew_supervisor(site, program, &renewed);
	if (!e)
		e = renew_containers(&site->place, &renewed);
	if (!e)
		e = site_images_prune(&site->place, &setup.images);
	if (e)
		return err_wrap(e, "renew site '%s'", site->place.site);
	*ret_renewed = renewed;
	return NULL;
}
