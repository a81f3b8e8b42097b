/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which part of a body a Range field asks for: RFC 9110 section 14.
 */
#pragma once

#include <stdint.h>

#include "lib/str.h"

enum byte_range_kind {
	BYTE_RANGE_WHOLE, /* not a range we understand: send everything */
	BYTE_RANGE_PART,
	BYTE_RANGE_UNSATISFIED, /* begins beyond the end */
};

struct byte_range {
	uint64_t first;
	uint64_t len; /* at least 1 */
};

/*
 * Read @value for a body of @size bytes. *@ret is written for
 * BYTE_RANGE_PART. Several ranges at once count as not understood, which is
 * always allowed.
 */
enum byte_range_kind byte_range_parse(struct str value, uint64_t size,
				      struct byte_range *ret);
