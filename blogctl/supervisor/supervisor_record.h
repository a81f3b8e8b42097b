/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a supervisor leaves for `status` and for its successor:
 * supervisor.json in the run folder.
 */
#pragma once

#include <stdint.h>

#include "blogctl/site/role.h"
#include "lib/err.h"

/* All zeros is empty. */
struct supervisor_record {
	uint64_t restarts[ROLES];
	char *failures[ROLES]; /* why the last start failed; NULL: it did not */
};

void supervisor_record_release(struct supervisor_record *r);
#define auto_supervisor_record                                                 \
	__attribute__((cleanup(supervisor_record_release)))

/* A missing record is empty. */
fallible supervisor_record_read(int run_dir, struct supervisor_record *ret);
fallible supervisor_record_write(int run_dir,
				 const struct supervisor_record *r);
