/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * When a line of a log was written.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "lib/str.h"

/*
 * Milliseconds since the epoch, of a line that begins as stderr_line.h has it,
 * or of one of the access log. False: it says no time.
 */
bool log_time_parse(struct str line, int64_t *ret_ms);
