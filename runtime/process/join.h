/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Starts another process in a container that runs, confined as the first is.
 */
#pragma once

#include "runtime/cgroup/cgroup_entry.h"
#include "runtime/process/plan.h"
#include "runtime/process/program.h"
#include "runtime/process/terminal.h"
#include "runtime/seccomp/seccomp.h"

struct join_config {
	const struct spec *spec;
	const struct plan *plan;
	const struct program *program;
	const struct cgroup_entry *cgroup; /* the way into its groups */
	const struct terminal *terminal;   /* if its process has one */
	int pidfd; /* of the container's first process */
};

/*
 * Returns once the program has been executed; it is a child of ours. An error
 * is that of the step that failed.
 */
fallible join_start(const struct join_config *cfg, pid_t *ret_pid);
