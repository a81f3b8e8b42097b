/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The last moments before a program runs: its descriptors, its environment,
 * execve(2).
 */
#pragma once

#include "lib/err.h"
#include "runtime/channel.h"
#include "runtime/process/container_fds.h"
#include "runtime/process/plan.h"

struct program {
	const char *const *argv; /* NULL after the last */
	const char *const *env;  /* "NAME=value", NULL after the last */
	char **home;             /* found by now, for an @env without HOME */
	const int *stdio;        /* three descriptors */
	struct container_fds fds;
};

/* Make our standard streams those of the program. */
fallible program_take_stdio(const struct program *p);

/*
 * Put the descriptors handed in from 3 on, move the ends of @c above them, have
 * the rest closed on exec, and make signals what they are at birth. To be
 * called by the very process that becomes the program, before it is confined.
 */
fallible program_prepare(const struct program *p, struct channel *c);

/* Whether it is there to be executed, as far as can be told beforehand. */
fallible program_check(const struct program *p);

/*
 * Say on @c that all is done and become the program, with no other system calls
 * than write(2) and execve(2). What fails is sent on @c.
 */
_Noreturn void program_execute(const struct program *p,
			       const struct channel *c);
