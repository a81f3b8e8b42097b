/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Dates as people write them in front matter and file names.
 */
#pragma once

#include <time.h>

#include "lib/data.h"

/*
 * "2024-5-1", "2024-05-01 10:20", "2024-05-01T10:20:30.5+02:00", "... -0700",
 * "... UTC". False when @text is not one, or names a day there is not.
 */
bool post_date_parse(struct str text, struct data_time *ret);

/* The clock at its own offset, broken down. */
struct tm post_date_clock(struct data_time t);
