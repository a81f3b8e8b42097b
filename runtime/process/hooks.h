/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Programs that a bundle wants run at certain moments of its container's life,
 * each with the state of the container on standard input.
 */
#pragma once

#include <sys/types.h>

#include "lib/buf.h"
#include "runtime/spec/spec.h"

/* Whom they are told about. */
struct hook_subject {
	const struct spec *spec;
	const char *id;
	const char *bundle; /* absolute */
};

/* The state as the specification has it, as JSON. @pid 0: there is none. */
void hooks_write_state(const struct hook_subject *s, const char *status,
		       pid_t pid, struct buf *out);

/*
 * Run those of @kind one after the other, and wait for each. The first that
 * fails, or takes longer than it may, is the error.
 */
fallible hooks_run(const struct hook_subject *s, enum hook_kind kind,
		   const char *status, pid_t pid);

/* Run all of @kind; a failure is logged. */
void hooks_run_all(const struct hook_subject *s, enum hook_kind kind,
		   const char *status, pid_t pid);

/* Whether there are any that come before the program runs, but for those at its
 * start. */
bool hooks_come_early(const struct spec *s);
