/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * More programs in a container that runs, confined exactly as its first one,
 * but for what is asked for here.
 */
#pragma once

#include "runtime/container/container.h"

/* All zeros asks for nothing but the program. */
struct container_exec_config {
	const char *root;
	const char *id;
	char *const *argv;   /* NULL after the last; NULL: as @process says */
	const int *stdio;    /* three descriptors */
	const char *process; /* the JSON text of a "process", which takes the
				place of the container's; NULL: none */
	const char *cwd;     /* NULL: the container's */
	const char *user;    /* "UID" or "UID:GID", in decimal; no additional
				groups then but those given; NULL: its own */
	const char *const *groups; /* in decimal */
	size_t groups_len;
	const char *const *env; /* "NAME=value", beside the container's */
	size_t env_len;
	const char *const *capabilities; /* "CAP_...", beside the container's */
	size_t capabilities_len;
	const char *cgroup; /* a group below the container's; NULL: its own */
	bool no_new_privileges;     /* even if the container has not */
	bool tty;                   /* with a terminal of its own */
	const char *console_socket; /* as in container_config */
	const char *pid_file;
	struct container_fds fds;
};

/*
 * Run a program and wait until it has ended. *@ret_status is 128 + n when
 * signal n killed it. ERR_USAGE for what cannot be meant; CONTAINER_STOPPED.
 */
fallible container_exec(const struct container_exec_config *cfg,
			int *ret_status);

/* The same without waiting: the process is the child of whoever adopts ours. */
fallible container_exec_detached(const struct container_exec_config *cfg);
