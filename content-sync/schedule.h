/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * When to pull next: at every interval, and after failures sooner at first and
 * then later and later.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#define SCHEDULE_RETRY_MIN_MS 5000
#define SCHEDULE_RETRY_MAX_MS 600000 /* or the interval, if it is longer */

struct schedule {
	int64_t interval_ms;
	unsigned failures; /* in a row */
};

/* How long to wait after a pull, in milliseconds. */
int64_t schedule_wait_ms(struct schedule *s, bool pull_failed);
