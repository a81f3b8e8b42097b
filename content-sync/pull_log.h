/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What is said of many pulls, one after the other: each that brought something
 * is a line, and a remote that fails is one when it begins to fail, or fails
 * for another reason, and one when it works again.
 */
#pragma once

#include "content-sync/puller.h"
#include "lib/source_volume.h"

/* All zeros is empty. */
struct pull_log {
	uint64_t sequence; /* the last that was told of */
	char id[COMMIT_ID_SIZE];
	char *failure; /* NULL: the last pull worked */
	unsigned failures;
};

void pull_log_release(struct pull_log *l);
#define auto_pull_log __attribute__((cleanup(pull_log_release)))

void pull_log_result(struct pull_log *l, const struct pull_result *r);

/* Takes @e. */
void pull_log_failure(struct pull_log *l, struct err *e);

/* The state that the volume has now, which another process may have brought. */
void pull_log_state(struct pull_log *l, const struct source_state *s);
