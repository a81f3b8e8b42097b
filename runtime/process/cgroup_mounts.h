/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a mount of type "cgroup" becomes on this machine: one of version 2, or
 * a folder with one for each hierarchy of version 1, as the host has it.
 */
#pragma once

#include "runtime/cgroup/cgroup.h"
#include "runtime/spec/spec.h"

/* Whether @m is of type cgroup or cgroup2. */
bool cgroup_mounts_include(const struct spec_mount *m);

/*
 * Replace such mounts in @s. In a cgroup namespace the hierarchies are mounted;
 * without one the container's own groups, those of @c, are bound, and where it
 * has none the ones we are in.
 */
void cgroup_mounts_expand(struct spec *s, const struct cgroup_layout *l,
			  const struct cgroup *c);
