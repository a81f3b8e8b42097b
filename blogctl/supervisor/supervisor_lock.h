/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Who supervises a site: the process that holds the record lock (fcntl(2)) on
 * supervisor.lock. Unlike flock(2) it is not inherited by the processes we
 * start, and the kernel says whose it is.
 */
#pragma once

#include <sys/types.h>

#include "blogctl/site/place.h"
#include "lib/err.h"

/*
 * Become the one. Held until the process ends or *@ret_fd is closed; the file
 * must not be opened again meanwhile, for closing it would free the lock.
 * ERR_EXISTS: there is one.
 */
fallible supervisor_lock_take(const struct place *p, int *ret_fd);

/* Its pid, 0 when there is none. Not to be asked by the holder. */
fallible supervisor_lock_holder(const struct place *p, pid_t *ret_pid);

/*
 * End the supervisor, if there is one, and wait for it. The containers go on.
 */
fallible supervisor_lock_end_holder(const struct place *p);
