/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the processes of a container use and have used. What the machine does
 * not count is 0.
 */
#pragma once

#include "runtime/cgroup/cgroup.h"

#define CGROUP_UNLIMITED UINT64_MAX

struct cgroup_stats {
	struct {
		uint64_t total_ns;
		uint64_t user_ns;
		uint64_t kernel_ns;
		uint64_t periods; /* with a quota: all, and those used up */
		uint64_t throttled_periods;
		uint64_t throttled_ns;
	} cpu;
	struct {
		uint64_t usage; /* bytes */
		uint64_t max_usage;
		uint64_t limit;
		uint64_t failures; /* how often the limit was hit */
		uint64_t cache;
		uint64_t swap; /* alone */
		uint64_t oom_kills;
	} memory;
	struct {
		uint64_t current;
		uint64_t limit;
	} pids;
	struct {
		uint64_t read_bytes;
		uint64_t written_bytes;
		uint64_t reads;
		uint64_t writes;
	} io; /* of all disks */
};

fallible cgroup_read_stats(const struct cgroup *c, struct cgroup_stats *ret);

/* How often the kernel killed one for want of memory. */
fallible cgroup_count_oom_kills(const struct cgroup *c, uint64_t *ret);
