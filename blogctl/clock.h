/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The time, in milliseconds.
 */
#pragma once

#include <stdint.h>

/* Of a clock that never steps back. */
int64_t clock_now_ms(void);

/* Since the epoch. */
int64_t clock_wall_ms(void);
