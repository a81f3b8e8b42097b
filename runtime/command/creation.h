/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The options of commands that make a container.
 */
#pragma once

#include "runtime/command/command.h"
#include "runtime/container/container.h"

/* All zeros is empty. */
struct creation {
	struct container_config cfg; /* the rest keeps what it borrows */
	bool detach;
	int *fds;
	char *config;
	char *pid_file;
};

void creation_release(struct creation *c);
#define auto_creation __attribute__((cleanup(creation_release)))

/* Parse the command line of create, or, with @runs, of run. */
fallible creation_parse(const struct command_defaults *d, int argc, char **argv,
			bool runs, struct creation *ret);
