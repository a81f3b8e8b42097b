/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the supervisor and the commands ask of the containers of one site. The
 * tags CONTAINER_UNKNOWN and CONTAINER_STOPPED are those of
 * runtime/container/container.h.
 */
#pragma once

#include "blogctl/site/role.h"
#include "lib/err.h"
#include "runtime/container/container.h"

struct containers_ops {
	/* Start it from its bundle; there is none of that role. */
	struct err *(*start)(void *self, enum role role);

	/*
	 * A pidfd of its first process, which runs. CONTAINER_UNKNOWN,
	 * CONTAINER_STOPPED.
	 */
	struct err *(*open)(void *self, enum role role, int *ret_pidfd);

	/*
	 * A pidfd of the process that keeps its log. CONTAINER_UNKNOWN;
	 * CONTAINER_STOPPED when one of the two has ended.
	 */
	struct err *(*open_monitor)(void *self, enum role role, int *ret_pidfd);

	/* Send its first process a signal. CONTAINER_UNKNOWN,
	 * CONTAINER_STOPPED. */
	struct err *(*kill)(void *self, enum role role, int signal);

	/* Forget it, and end it first if it runs; unknown is fine. */
	struct err *(*remove)(void *self, enum role role);
	void (*release)(void *self);
};

struct containers {
	const struct containers_ops *ops;
	void *self;
};
