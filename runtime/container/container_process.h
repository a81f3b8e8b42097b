/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdbool.h>

#include "lib/err.h"

/* Remove all there is of a container that has no process and whose folder, open
 * as @dir, the caller holds; and run the hooks for that. */
fallible container_bury(const char *root, const char *id, int dir);

/*
 * A pidfd of the first process of container @id, whose folder is @dir, or of
 * the @program that runs under it: an init of ours is not to be looked into,
 * not even by its own user. That is waited for until it has begun.
 * CONTAINER_STOPPED when it is not there.
 */
fallible container_open_process(int dir, const char *id, bool program,
				int *ret_pidfd);
