/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the things in a public volume are called, for the code that publishes,
 * reads and collects.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "lib/digest.h"

#define PUBLIC_LAYOUT_OBJECTS "objects"
#define PUBLIC_LAYOUT_RELEASES "releases"
#define PUBLIC_LAYOUT_FAN_LEN 10  /* of "objects/ab" */
#define PUBLIC_LAYOUT_NAME_LEN 62 /* of an object in its folder */

/* "objects/ab/cdef..." */
struct public_layout_path {
	char text[PUBLIC_LAYOUT_FAN_LEN + 1 + PUBLIC_LAYOUT_NAME_LEN + 1];
};

struct public_layout_path public_layout_object(const struct digest *id);

/* "releases/N"; the caller frees it. */
char *public_layout_release(uint64_t release);

/* False when @name is not that of a release: decimal digits without leading
 * zeros. */
bool public_layout_number(const char *name, uint64_t *ret);
