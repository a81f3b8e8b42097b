/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What this process gives up before it reads the first byte from outside. A
 * socket that was passed to us belongs to the network it was made in, however
 * alone we are in ours: shut down and connected anew, or used with
 * MSG_FASTOPEN, it would reach whatever that network reaches. So neither is
 * possible afterwards, nor is making a socket, a process, or code.
 */
#pragma once

#include "lib/err.h"

struct confine_config {
	int last_passed; /* descriptors up to this one were passed to us */
	int volume;      /* the only directory to read from */
};

/*
 * Set no_new_privs, a Landlock ruleset where the kernel has it, and a seccomp
 * filter. What a program may try by mistake fails with EPERM; what only an
 * intruder does ends the process.
 */
fallible confine(const struct confine_config *cfg);
