/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Resource limits: see getrlimit(2).
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <sys/resource.h>
#include <sys/types.h>

#include "lib/err.h"

struct rlimit_request {
	const char *name; /* "RLIMIT_NOFILE" */
	int resource;
	struct rlimit limit;
};

/* False when there is no limit of that name. */
bool rlimit_number(const char *name, int *ret);

/*
 * Give process @pid (0: ourselves) the hard limits that are above its own: to
 * be done by whoever has the privilege, before the process is confined.
 * *@ret_denied is one that stays as it is, for we may not raise it; NULL: none.
 */
fallible rlimits_raise(pid_t pid, const struct rlimit_request *requests,
		       size_t len, const struct rlimit_request **ret_denied);

/* Set our own limit to what is asked for, or as close to it as we may. */
fallible rlimit_set(const struct rlimit_request *request);
