/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Where the control groups of this machine are: one hierarchy with version 2,
 * one for each set of controllers with version 1, and both on a hybrid.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "lib/arena.h"
#include "lib/err.h"

#define CGROUP_MAX_HIERARCHIES 16

struct cgroup_hierarchy {
	int version;
	const char *controllers; /* "cpu,cpuacct"; "" : none */
	const char *mount;       /* absolute, as the next */
	const char *own;         /* the group that we are in */
};

struct cgroup_layout {
	struct cgroup_hierarchy items[CGROUP_MAX_HIERARCHIES];
	size_t len;
};

/*
 * Combine the texts of /proc/self/mountinfo and /proc/self/cgroup, with the
 * hierarchies in the order of the latter. Those without controllers that have
 * a name are left out. Strings are in @arena.
 */
void cgroup_layout_parse(struct str mountinfo, struct str own,
			 struct arena *arena, struct cgroup_layout *ret);

/* That of this machine as process @pid is in it (0: ours), with the controllers
 * of version 2. */
fallible cgroup_layout_read(pid_t pid, struct arena *arena,
			    struct cgroup_layout *ret);

/* Whether @name is in "cpu,cpuacct". */
bool cgroup_has_controller(const char *controllers, const char *name);

/* The hierarchy with @controller; NULL: none. */
const struct cgroup_hierarchy *cgroup_layout_find(const struct cgroup_layout *l,
						  const char *controller);

/* The hierarchy of version 2; NULL: none. */
const struct cgroup_hierarchy *
cgroup_layout_unified(const struct cgroup_layout *l);
