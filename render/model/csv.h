/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Tables as text: RFC 4180 with any separator.
 */
#pragma once

#include "lib/data.h"

/*
 * Parse @text, called @file in messages, whose first row names the columns,
 * into a list of maps in @arena. Every value is a string, or null where there
 * is nothing. ERR_INPUT with its place: a quoted field that does not end.
 */
fallible csv_parse(struct str text, const char *file, char separator,
		   struct arena *arena, struct data *ret);
