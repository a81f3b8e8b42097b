/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the kernel says of a process; nothing is asked of the process itself.
 */
#pragma once

#include <stdint.h>
#include <sys/types.h>

#include "lib/err.h"
#include "lib/str.h"

struct process_facts {
	pid_t pid;        /* here */
	pid_t inside;     /* in its innermost pid namespace */
	uid_t uid;        /* effective, here */
	char state;       /* as proc(5) has it: R S D T Z ... */
	uint64_t memory;  /* bytes in use, shared ones too */
	uint64_t used_ms; /* time of a processor */
	char name[17];    /* printable: the rest is '?' */
};

/* From the texts of /proc/PID/status and /proc/PID/stat, of which the latter
 * counts @ticks a second. */
fallible process_facts_parse(struct str status, struct str stat, uint64_t ticks,
			     struct process_facts *ret);

/* ERR_NOT_FOUND: it has ended. */
fallible process_facts_read(pid_t pid, struct process_facts *ret);
