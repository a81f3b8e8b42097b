/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Who holds a flock(2), for a message: /proc/locks tells, as far as our pid
 * namespace sees the process.
 */
#pragma once

#include <sys/types.h>

#include "lib/str.h"

/*
 * The process that @locks, the text of /proc/locks, names as a holder of a
 * flock on inode @inode; 0 when there is none or it cannot be seen. Devices are
 * not compared: some file systems show another one there.
 */
pid_t lock_holder_find(struct str locks, ino_t inode);

/* "process 12 (render)", or "a process that cannot be seen from here, such as
 * render,". The caller frees it. */
char *lock_holder_describe(int dir, const char *path);
