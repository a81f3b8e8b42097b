/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Dates as people write them, found the way Ruby's Time.parse finds them.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "lib/str.h"

enum date_field {
	DATE_YEAR,
	DATE_MONTH,
	DATE_DAY,
	DATE_HOUR,
	DATE_MINUTE,
	DATE_SECOND,
	DATE_YEAR_DAY,
	DATE_FIELDS,
};

/* What a text says. A field that it does not mention is not set. */
struct date_parts {
	bool set[DATE_FIELDS];
	int64_t field[DATE_FIELDS];
	uint32_t nanoseconds;
	bool has_offset;
	int32_t utc_offset; /* seconds east of Greenwich */
};

#define DATE_MAX_BYTES 128 /* longer texts are no dates */

/* False when nothing in @text is a date or a time. Values are not checked. */
bool date_parse(struct str text, struct date_parts *ret);
