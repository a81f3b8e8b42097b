/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A way into the groups of a container, opened outside and used by the process
 * that is to enter. With version 1 a process of one thread writes itself to
 * "tasks", which is fast; with version 2 it is made in the group by clone3(2).
 */
#pragma once

#include "runtime/cgroup/cgroup.h"
#include "runtime/systemd/scope_keeper.h"

struct cgroup_entry {
	int tasks[CGROUP_MAX_HIERARCHIES];
	size_t len;
	int unified;                /* for CLONE_INTO_CGROUP; -1: none */
	struct scope_keeper keeper; /* of the scope they are in, if they are */
};

#define CGROUP_ENTRY_NONE                                                      \
	{                                                                      \
		.unified = -1, .keeper = SCOPE_KEEPER_NONE                     \
	}

void cgroup_entry_close(struct cgroup_entry *entry);
#define auto_cgroup_entry __attribute__((cleanup(cgroup_entry_close)))

/* @ret is as above, with a keeper or without.
 * The way into the groups @below those of @c, which are there, or into its own;
 * NULL. */
fallible cgroup_entry_open(const struct cgroup *c, const char *below,
			   struct cgroup_entry *ret);

/* Enter the groups of version 1. The caller has one thread. */
fallible cgroup_entry_join(const struct cgroup_entry *entry);
