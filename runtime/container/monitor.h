/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The process that stays with a detached container: it writes what the
 * container says to its log, and how it ended to its state. It belongs to
 * nobody: no terminal, no inherited descriptors, no signal but SIGKILL.
 */
#pragma once

#include "runtime/process/launch.h"

struct monitor_config {
	const char *root; /* the state root, absolute */
	const char *id;
	int dir;                     /* the container's folder, held */
	const char *pid_file;        /* absolute; NULL: none */
	struct launch_config launch; /* stdio is the monitor's to choose */
};

/*
 * Start a container with a monitor of its own; returns once its program has
 * been executed. When it fails its state is gone.
 */
fallible monitor_start(const struct monitor_config *cfg);
