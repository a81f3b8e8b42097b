/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A process named so that it cannot be mistaken for another one that got its
 * pid later: by when it started as well.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "lib/err.h"

struct live_process {
	pid_t pid;
	uint64_t start_time; /* clock ticks since boot: proc(5), field 22 */
};

/* Identify process @pid, which must be there. ERR_NOT_FOUND. */
fallible live_process_identify(pid_t pid, struct live_process *ret);

/* A pidfd of exactly that process. ERR_NOT_FOUND when it has ended, waited for
 * or not. */
fallible live_process_open(const struct live_process *p, int *ret_pidfd);

/* Whether it has become a program since it was forked. ERR_NOT_FOUND. */
fallible live_process_has_executed(pid_t pid, bool *ret);

/* The process it belongs to now: whoever waits for its end. ERR_NOT_FOUND. */
fallible live_process_parent(pid_t pid, pid_t *ret_parent);
