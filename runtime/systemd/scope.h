/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A scope of systemd: a control group that is entered in its books and given
 * to us, for as long as there are processes in it.
 */
#pragma once

#include <stdbool.h>
#include <sys/types.h>

#include "lib/arena.h"
#include "lib/err.h"
#include "runtime/systemd/bus_message.h"

struct scope {
	bool user; /* of our own user's systemd, else of the machine's */
	const char *slice;
	const char *unit;
};

/*
 * Read a cgroupsPath "SLICE:PREFIX:NAME": the scope PREFIX-NAME.scope in that
 * slice, or in the usual one if that is "". NULL: the scope is called after
 * @name. Strings are in @arena. ERR_INPUT.
 */
fallible scope_parse(const char *path, bool user, const char *name,
		     struct arena *arena, struct scope *ret);

/* What systemd is told to start it with the process @pid: the body of the call
 * StartTransientUnit. */
void scope_describe(const struct scope *s, pid_t pid, struct buf *out);

/* Have it started, with that process; returns when it has been. */
fallible scope_start(const struct scope *s, pid_t pid);
