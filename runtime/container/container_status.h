/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How containers are. Whether one runs is asked of the kernel (pid and start
 * time), not of the record.
 */
#pragma once

#include "runtime/container/container.h"

/* The exit status of one whose monitor was killed before it ended. */
#define CONTAINER_EXIT_UNKNOWN (-1)

enum container_phase {
	CONTAINER_CREATING,
	CONTAINER_CREATED,
	CONTAINER_RUNNING,
	CONTAINER_PAUSED,
	CONTAINER_ENDED
};

/* "creating", "created", "running", "paused" or "stopped". */
const char *container_phase_name(enum container_phase phase);

struct container_status {
	enum container_phase phase;
	pid_t pid;           /* host pid of the first process; 0: none */
	int64_t started_ms;  /* since the epoch */
	int64_t finished_ms; /* 0 while it runs */
	int exit_status;     /* 128 + n when killed by signal n; or the above */
	bool oom_killed;     /* once ended: one was, for want of memory */
};

/* CONTAINER_UNKNOWN. */
fallible container_read_status(const char *root, const char *id,
			       struct container_status *ret);

/*
 * The host pids of all its processes, in rising order; the caller frees them.
 * ERR_INPUT when it shares its pid namespace with us. CONTAINER_STOPPED.
 */
fallible container_list_processes(const char *root, const char *id,
				  pid_t **ret_pids, size_t *ret_len);

/* Where the log of container @id is, existing or not; the caller frees it. */
char *container_log_path(const char *root, const char *id);

/* Where what was said as it was created is; the caller frees it. */
char *container_notes_path(const char *root, const char *id);

/* The ids there are, in bytewise order; the caller frees each and the array. */
fallible container_list(const char *root, char ***ret_ids, size_t *ret_len);
