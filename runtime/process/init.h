/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A small first process, for programs that do not expect to be one: signals it
 * is sent reach the program even where that has no handler, orphans are reaped,
 * and it ends as the program ended.
 */
#pragma once

#include <sys/types.h>

#include "lib/err.h"

/*
 * Split in two. *@ret_program is 0 in the new process, which becomes the
 * program, and that one's pid in the first one. Signals that come meanwhile
 * stay blocked in the first one until init_run().
 */
fallible init_split(pid_t *ret_program);

/*
 * Be the first process until @program has ended, and end as it did: with its
 * exit status, or 128 and the number of the signal that killed it. Closes all
 * descriptors.
 */
_Noreturn void init_run(pid_t program);
