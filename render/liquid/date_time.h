/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The clock time in the text of a date.
 */
#pragma once

#include "render/liquid/date_parse.h"
#include "render/liquid/date_scan.h"

/* A time at the current byte: "10:30", "10:30:15.5 pm +01:00", "3 pm". */
bool date_time_scan(struct date_scan *s, struct date_parts *ret);

/* "z", "utc", "est", "+01:00", "-0800": the name or offset of a zone. */
bool date_time_scan_zone(struct date_scan *s, struct date_parts *ret);

int64_t date_time_int(struct str digits);
uint32_t date_time_fraction(struct str digits);
