/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blogctl/lifecycle/repository_mount.h"

#include <sys/stat.h>

#include "blogctl/site/site_bundles.h"
#include "blogctl/supervisor/containers_nsrun.h"
#include "blogctl/supervisor/teardown.h"
#include "lib/cleanup.h"
#include "lib/mem.h"

/* What cannot be looked at, a sync that has ended for one, is not another. */
static bool has_another(const struct place *p, const struct site_config *c)
{
	struct container_status sync = { 0 };
	struct err *e = containers_nsrun_status(p, ROLE_SYNC, &sync);
	auto_free char *inside = NULL;
	struct stat theirs, now;

	if (e || sync.phase != CONTAINER_RUNNING) {
		err_drop(e);
		return false;
	}
	inside = mem_printf("/proc/%d/root" SITE_REPOSITORY_INSIDE,
			    (int)sync.pid);
	return stat(inside, &theirs) == 0 && stat(c->repository, &now) == 0 &&
	       (theirs.st_ino != now.st_ino || theirs.st_dev != now.st_dev);
}

fallible repository_mount_renew(const struct place *p,
				const struct site_config *c)
{
	struct containers containers = { 0 };
	struct err *e;

	if (!site_config_is_local(c) || !has_another(p, c))
		return NULL;
	e = containers_nsrun_open(p, NULL, -1, &containers);
	if (e)
		return e;
	e = teardown_end(&containers, ROLE_SYNC);
	containers.ops->release(containers.self);
	return e;
}
