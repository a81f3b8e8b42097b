/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The control groups of one container: a directory in each hierarchy it needs.
 * The life of them is: plan (cgroup_plan.h), settle, write down, make, join,
 * and in the end remove, by whoever finds what was written down.
 */
#pragma once

#include "lib/buf.h"
#include "runtime/cgroup/cgroup_plan.h"

struct cgroup {
	const struct cgroup_place *places;
	size_t len;
};

/*
 * Find out which of the planned groups this user may make here, and drop those
 * that are not needed. Groups with version 2 are moved up until they may have
 * what is asked. ERR_DENIED when one that is needed cannot be had.
 */
fallible cgroup_settle(struct cgroup_plan *p);

/* Somebody else's processes are in a group of that path. */
extern const struct err_tag CGROUP_IN_USE;

/* CGROUP_IN_USE. To be asked before the groups are written down as ours, for
 * what is in those is killed in the end. */
fallible cgroup_check_unused(const struct cgroup_plan *p);

/* The places of a settled plan, in its arena. */
struct cgroup cgroup_of_plan(const struct cgroup_plan *p);

/* To be written down before the groups are made, and read again. */
void cgroup_write_record(const struct cgroup *c, struct buf *out);
fallible cgroup_read_record(struct str text, struct arena *arena,
			    struct cgroup *ret);

/* Make the groups and write to them. What fails leaves some of them.
 * CGROUP_IN_USE. */
fallible cgroup_make(const struct cgroup_plan *p);

/*
 * Write to groups that are there: limits that change. ERR_NOT_FOUND for one
 * that was not made.
 */
fallible cgroup_apply(const struct cgroup *c, const struct cgroup_writes *w);

/* Remove the groups, and what was made above them; those that are gone are
 * fine. Processes still in them are killed. */
fallible cgroup_remove(const struct cgroup *c);

/* The place with @controller; NULL: none. */
const struct cgroup_place *cgroup_find(const struct cgroup *c,
				       const char *controller);

/* The place of version 2; NULL: none. */
const struct cgroup_place *cgroup_unified(const struct cgroup *c);

/* Stop or continue all processes; returns when they have. */
fallible cgroup_freeze(const struct cgroup *c, bool frozen);

/* False where there is no freezer. */
fallible cgroup_is_frozen(const struct cgroup *c, bool *ret);

/* Send @signal to every process in the groups, also to those started while it
 * is sent. A frozen one gets it once it is thawed. */
fallible cgroup_signal(const struct cgroup *c, int signal);
