/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How a line on standard error begins: "program: ", and with the time before
 * it where the lines are kept.
 */
#pragma once

#include <stdbool.h>

#include "lib/buf.h"

/* False until set. */
void stderr_line_show_time(bool on);

void stderr_line_begin(struct buf *out);

/* Append the time as RFC 3339 has it, in UTC, to the millisecond. */
void stderr_line_add_time(struct buf *out);
