/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which control groups a container gets, and what is written to them, decided
 * from its bundle and the layout of the machine alone.
 */
#pragma once

#include "runtime/cgroup/cgroup_layout.h"
#include "runtime/cgroup/cgroup_writes.h"

/* The directory of a container's group in one hierarchy. */
struct cgroup_place {
	int version;
	const char *controllers; /* of the hierarchy */
	const char *path;        /* absolute */
	size_t kept; /* bytes of @path that are not ours to remove */
};

/* How a place comes to be. */
struct cgroup_site {
	struct cgroup_place place;
	const char *needed; /* a controller the bundle needs; NULL: none */
	const char *mount;
	const char *below; /* the rest of the path is below this group, or below
			      one above it when that may not have any */
	bool fixed;        /* not below one above it: the bundle says where */
};

struct cgroup_plan {
	struct cgroup_site *sites; /* in the arena */
	size_t len;
	struct cgroup_writes writes;
	const struct device_rule *filter; /* rules for version 2 */
	size_t filter_len;
};

/*
 * @path is the bundle's cgroupsPath: below the mount when absolute, else below
 * our own group; NULL: @name there. ERR_INPUT names the field of
 * linux.resources that cannot be had.
 */
fallible cgroup_plan_make(const struct resources *r,
			  const struct cgroup_layout *l, const char *path,
			  const char *name, struct arena *arena,
			  struct cgroup_plan *ret);

/* Whether no part of a cgroupsPath is ".." or ".". */
bool cgroup_path_is_plain(const char *path);
