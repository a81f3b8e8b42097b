/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A time zone of the tz database, read from its file, so that no process-wide
 * state is touched. Read-only once opened.
 */
#pragma once

#include <stdint.h>

#include "lib/cleanup.h"
#include "lib/data.h"
#include "lib/err.h"

struct zone;

/* @name as "Europe/Zurich". ERR_NOT_FOUND, or ERR_INPUT when it is no name or
 * the file is not in order. */
fallible zone_open(const char *name, struct zone **ret);

/* NULL is fine. */
void zone_free(struct zone *z);
DEFINE_FREEP(zone)
#define auto_zone __attribute__((cleanup(zone_freep)))

/*
 * Seconds east of Greenwich at @seconds, which count in UTC, or on the zone's
 * clocks when @local. *@ret_name, unless NULL, gets "CET". NULL for @z is UTC.
 */
int32_t zone_offset(const struct zone *z, int64_t seconds, bool local,
		    const char **ret_name);

/* The moment @t shown on the zone's clocks; what was written without a zone is
 * taken as the time on them. */
struct data_time zone_localize(const struct zone *z, struct data_time t);
