/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * failure.json in the source volume: why the last pull did not work. It is
 * there from the first pull that fails until one works.
 */
#pragma once

#include <stdint.h>

#include "lib/err.h"

/* All zeros is empty. */
struct source_failure {
	int64_t since; /* of the first in a row; seconds since the epoch */
	char *text;    /* of the last one; NULL: none has failed */
};

void source_failure_release(struct source_failure *f);
#define auto_source_failure __attribute__((cleanup(source_failure_release)))

/* A missing or damaged record is empty. */
fallible source_failure_read(int volume, struct source_failure *ret);

/* Note @why, borrowed, at @now; NULL: the pull worked. Writes only what is
 * new. The caller holds the pull lock. */
fallible source_failure_note(int volume, const struct err *why, int64_t now);
