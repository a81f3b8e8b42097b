/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A limit of processor time for work on untrusted files. When it has passed,
 * whoever can look is asked to stop; what still goes on after the grace, such
 * as a library that cannot be told, is told to somebody who ends the process.
 * That frees its locks, so that a mended source can come in. Processor time,
 * because a busy machine, or one that sleeps, is no fault of the files.
 */
#pragma once

#include <stdatomic.h>
#include <stdint.h>
#include <time.h>

#include "lib/err.h"

struct deadline_config {
	bool process; /* the time of all threads, not only of this one */
	int limit_ms; /* then ask to stop */
	int grace_ms; /* then, in a thread of its own, */
	void *host;   /* */
	void (*over)(void *host, struct err *e); /* takes @e; must not return;
						    NULL: report it and exit */
};

struct deadline {
	struct deadline_config config;
	atomic_bool passed;
	timer_t timer;
	uintptr_t number; /* of this run */
	struct deadline *next;
	struct err_place place;
};

/* Unless it fails, @d stays where it is until it is stopped. */
fallible deadline_start(struct deadline *d, const struct deadline_config *cfg);

/* Nothing uses @d or its host afterwards. */
void deadline_stop(struct deadline *d);

/*
 * What is worked on from now on; its file is borrowed until the next move.
 * Returns what it was before.
 */
struct err_place deadline_move(struct deadline *d, struct err_place place);
