/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The control groups of a container, found by what is written down of them in
 * its folder: so whoever finds the folder can remove them.
 */
#pragma once

#include "runtime/cgroup/cgroup_entry.h"
#include "runtime/container/container.h"
#include "runtime/spec/spec.h"

/*
 * Make the groups of container @id, whose folder is @dir, and open the way in.
 * Mounts of groups in @s are replaced by what they are here.
 */
fallible container_cgroup_make(int dir, const char *id, struct spec *s,
			       enum cgroup_manager manager,
			       struct cgroup_entry *ret);

/* None at all is fine. */
fallible container_cgroup_read(int dir, struct arena *arena,
			       struct cgroup *ret);

/* Open the way into those of a container that runs, or to those @below them:
 * see cgroup_entry.h. */
fallible container_cgroup_open(int dir, const char *below,
			       struct cgroup_entry *ret);

/* Whether its processes are stopped. */
fallible container_cgroup_is_frozen(int dir, bool *ret);

/* Let them go on, if they are stopped. */
fallible container_cgroup_thaw(int dir);

/* Whether the kernel killed one of its processes for want of memory. */
bool container_cgroup_ran_out(int dir);

/* Remove the groups of a container without processes, and then its folder,
 * which is open as @dir and held by the caller. */
fallible container_remove(const char *root, const char *id, int dir);
