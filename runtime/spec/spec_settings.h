/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How a bundle wants its process scheduled, and other settings of the kernel.
 * All zeros says nothing.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct spec_scheduling {
	bool given;
	uint32_t policy; /* SCHED_* */
	uint64_t flags;  /* SCHED_FLAG_* */
	int32_t nice;
	uint32_t priority;
	uint64_t runtime; /* nanoseconds, as the next two */
	uint64_t deadline;
	uint64_t period;
	bool io_given;
	int io_priority; /* as ioprio_set(2) wants it */
};

struct spec_labels {
	const char *apparmor; /* NULL: none */
	const char *selinux;
};

#define SPEC_MAX_NODES 1024

struct spec_memory_policy {
	bool given;
	int mode; /* MPOL_* with its flags */
	unsigned long nodes[SPEC_MAX_NODES / (8 * sizeof(unsigned long))];
};

struct spec_sysctl {
	const char *path; /* below /proc/sys */
	const char *value;
};
