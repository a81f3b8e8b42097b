/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Times as Ruby's strftime writes them.
 */
#pragma once

#include "lib/buf.h"
#include "lib/data.h"

/*
 * Append @t, on the clock of its own offset, by @format: every directive,
 * flag (-0^#_:) and width that Ruby knows; others are copied as they stand.
 * @zone is for %Z; NULL: "UTC" at offset 0, else nothing.
 */
void strftime_write(const struct data_time *t, struct str format,
		    const char *zone, struct buf *out);
