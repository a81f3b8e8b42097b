/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A time limit for a call into a library that cannot be told to stop. When it
 * is over the process ends, which frees its locks, so that a mended source can
 * come in.
 */
#pragma once

#include <time.h>

#include "lib/err.h"

struct deadline {
	timer_t timer;
	const char *path; /* of the file that takes so long; borrowed */
};

/* @d stays where it is until it is stopped. */
fallible deadline_start(struct deadline *d, const char *path, int limit_ms);

void deadline_stop(struct deadline *d);
