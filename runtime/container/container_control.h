/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What is done to a container that runs through its control groups.
 * CONTAINER_STOPPED where it does not; ERR_NOT_FOUND where it has no group for
 * it.
 */
#pragma once

#include <stdbool.h>

#include "lib/err.h"
#include "runtime/cgroup/cgroup_stats.h"
#include "runtime/spec/spec.h"

/* Stop all its processes; they go on where they were. */
fallible container_pause(const char *root, const char *id);
fallible container_resume(const char *root, const char *id);

/* Change what is given of @r, and leave the rest. */
fallible container_update(const char *root, const char *id,
			  const struct resources *r);

fallible container_read_stats(const char *root, const char *id,
			      struct cgroup_stats *ret);
