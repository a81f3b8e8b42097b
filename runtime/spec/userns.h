/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * User namespaces as seen from outside.
 */
#pragma once

#include <stdbool.h>

#include "runtime/spec/idmap.h"

/* Whether we may clone and change the mounts around us. */
bool userns_may_mount(void);

/* A user namespace with no process in it, for the ids of a mount. */
fallible userns_make(const struct id_maps *maps, int *ret);

/* The user namespace of process @pid. */
fallible userns_open(pid_t pid, int *ret);
