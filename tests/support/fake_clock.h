/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Clocks for tests: one that stands still, and one that goes on by itself.
 */
#pragma once

#include <stdint.h>

#define FAKE_NOW_MS 1700000000005ll

/* Since the epoch: always FAKE_NOW_MS. */
int64_t fake_clock_wall_ms(void);

/* At each call a millisecond more than the last time has passed: 1, 3, 6, 10 */
int64_t fake_clock_ms(void);
