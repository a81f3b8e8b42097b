/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Starts the first process of a container, in two steps, so that it can be
 * written down before it runs.
 */
#pragma once

#include "runtime/cgroup/cgroup_entry.h"
#include "runtime/channel.h"
#include "runtime/process/container_fds.h"
#include "runtime/process/plan.h"
#include "runtime/process/trees.h"
#include "runtime/seccomp/seccomp.h"

struct launch_config {
	const char *id;
	const struct spec *spec;
	const struct plan *plan;
	const char *bundle; /* absolute */
	const int *stdio;   /* three descriptors for the program */
	struct container_fds fds;
	const struct cgroup_entry *cgroup; /* the way into its groups */
	const struct terminal *terminal;   /* NULL: none */
	int gate; /* where to wait for the start; -1: nowhere */
	bool dies_with_parent;
};

struct launch {
	pid_t pid; /* a child of ours; 0: none */
	int pidfd;
	struct channel channel;
	struct trees trees;
	struct seccomp_program filter;
	struct net_devices devices;
	bool hides_launcher;
};

#define LAUNCH_NONE                                                            \
	{                                                                      \
		.pidfd = -1, .channel = CHANNEL_NONE, .trees = {.root = -1 }   \
	}

/* Kills and reaps a process that has not been taken over. */
void launch_release(struct launch *l);
#define auto_launch __attribute__((cleanup(launch_release)))

/*
 * Open what the container will see, and start a process that makes it in new
 * namespaces, and then waits. @ret must be LAUNCH_NONE.
 */
fallible launch_start(const struct launch_config *cfg, struct launch *ret);

/* Run the hooks that come before, if there are any: to be done before it is let
 * go. */
fallible launch_run_hooks(const struct launch_config *cfg,
			  const struct launch *l);

/*
 * Let it go, and return when it has executed its program, or with the error of
 * the step that failed. *@ret_program is the process that did: the one started,
 * or its child where it is an init.
 */
fallible launch_go(struct launch *l, pid_t *ret_program);

/* The process and the descriptor returned are the caller's from now on. */
int launch_take(struct launch *l);
