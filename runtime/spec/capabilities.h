/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The five capability sets of a process: see capabilities(7). Sets are bits
 * numbered as the kernel numbers capabilities.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "lib/err.h"

struct capability_sets {
	uint64_t bounding;
	uint64_t effective;
	uint64_t inheritable;
	uint64_t permitted;
	uint64_t ambient;
};

/* "CAP_CHOWN", in capital letters; false when there is none of that name. */
bool capability_number(const char *name, unsigned *ret);

#define CAPABILITY_NAME_SIZE 32 /* bytes, with the NUL */

/* The name of capability @number; false when the kernel has none, or it has no
 * name. */
bool capability_name(unsigned number, char ret[static CAPABILITY_NAME_SIZE]);

/* Whether capability @number of our user namespace is in effect. */
bool capabilities_have(unsigned number);

/* Drop all but @keep from the bounding set. Needs CAP_SETPCAP. */
fallible capabilities_bound(uint64_t keep);

/* Put all that is permitted into effect. */
fallible capabilities_use_permitted(void);

/* Make the other four sets what @sets says. */
fallible capabilities_apply(const struct capability_sets *sets);
