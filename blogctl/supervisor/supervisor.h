/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Keeps the containers of a site running: what dies is started again, at once
 * the first time and then with growing pauses, until it has been up for a
 * while. One whose monitor has ended, so that nobody reads what it says, is
 * ended and started again as well. It decides; whoever owns it watches the
 * pidfds and the clock and tells it. Times are milliseconds of a clock that
 * never steps back.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "blogctl/site/role.h"
#include "blogctl/supervisor/containers.h"
#include "lib/cleanup.h"
#include "lib/err.h"

#define SUPERVISOR_FIRST_PAUSE_MS 100 /* before the second restart in a row */
#define SUPERVISOR_LONGEST_PAUSE_MS 30000
#define SUPERVISOR_STABLE_MS 10000 /* up for so long, a container is well */
#define SUPERVISOR_NEVER INT64_MAX

struct supervisor;

struct supervisor_config {
	bool roles[ROLES];        /* which containers there are */
	uint64_t restarts[ROLES]; /* as counted by a predecessor */
};

struct supervisor_deps {
	struct containers containers;
};

struct supervisor *supervisor_wire_with(const struct supervisor_config *cfg,
					struct supervisor_deps deps);

/* NULL is fine. The containers go on. */
void supervisor_free(struct supervisor *s);
DEFINE_FREEP(supervisor)
#define auto_supervisor __attribute__((cleanup(supervisor_freep)))

/*
 * Adopt the containers that run and start the others, serve last. When one
 * cannot be started, those that it did start are removed again; but sync,
 * whose repository may be away, is tried again like one that has ended.
 */
fallible supervisor_begin(struct supervisor *s, int64_t now_ms);

/* A pidfd to watch, owned by the supervisor; -1 while it does not run. */
int supervisor_pidfd(const struct supervisor *s, enum role role);

/* A pidfd of its monitor, likewise. */
int supervisor_monitor(const struct supervisor *s, enum role role);

/* Its pidfd is readable: the container has ended. */
void supervisor_ended(struct supervisor *s, enum role role, int64_t now_ms);

/* Its monitor's pidfd is readable, but not its own. */
void supervisor_orphaned(struct supervisor *s, enum role role, int64_t now_ms);

/* When supervisor_restart() is due, or SUPERVISOR_NEVER. */
int64_t supervisor_next_ms(const struct supervisor *s);

/* Start what is due. What fails to start is logged and tried again later. */
void supervisor_restart(struct supervisor *s, int64_t now_ms);

uint64_t supervisor_restarts(const struct supervisor *s, enum role role);

/* Why its last start failed; NULL: it did not. Lives until the next start. */
const char *supervisor_failure(const struct supervisor *s, enum role role);
