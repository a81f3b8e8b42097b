/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a supervisor leaves for `status` and for its successor:
 * supervisor.json in the run folder.
 */
#pragma once

#include <stdint.h>

#include "blogctl/site/role.h"
#include "lib/err.h"

struct supervisor_record {
	uint64_t restarts[ROLES];
};

/* A missing record is all zeros. */
fallible supervisor_record_read(int run_dir, struct supervisor_record *ret);
fallible supervisor_record_write(int run_dir,
				 const struct supervisor_record *r);
