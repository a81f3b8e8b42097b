/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Containers: made from an OCI bundle, found again by their id under a state
 * root (a directory of ours, mode 0700, one folder a container). A container's
 * monitor, a process of its own, holds the log and keeps the exit status, so a
 * container outlives whoever started it. Calls fork; the caller must be
 * single-threaded.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "lib/err.h"
#include "runtime/process/container_fds.h"

extern const struct err_tag CONTAINER_UNKNOWN; /* no container of that id */
extern const struct err_tag CONTAINER_EXISTS;
extern const struct err_tag
	CONTAINER_STOPPED;                    /* and the call needs a process */
extern const struct err_tag CONTAINER_ACTIVE; /* and is not to be killed */

/* ERR_INPUT unless @id can be the id of a container. */
fallible container_check_id(const char *id);

/* Who makes control groups: we, the service manager, or nobody. */
enum cgroup_manager {
	CGROUP_MANAGER_FILES,
	CGROUP_MANAGER_SYSTEMD,
	CGROUP_MANAGER_NONE,
};

struct container_config {
	const char *root;   /* the state root; made when it is missing */
	const char *id;     /* [A-Za-z0-9_.-]+, at most 64 bytes, beginning with
			       neither '-' nor '.' */
	const char *bundle; /* the folder with config.json */
	const char *config; /* the text to use in its stead; NULL: none */
	struct container_fds fds;
	enum cgroup_manager cgroups;
	const char *pid_file; /* where to write the first process's pid; an
				 absolute path; NULL: nowhere */
	const char *console_socket; /* who is sent the terminal's master, if
				       there is a terminal; NULL: we are */
	bool keep; /* what ran in the foreground is not removed */
	bool tty;  /* even if the bundle does not ask for it */
	bool init; /* even if the bundle does not ask for it: see init.h */
};

/*
 * Create the container and start its process, with its output going to the
 * log. Returns once the process has been executed, or with the error of the
 * step that failed; then nothing is left. CONTAINER_EXISTS.
 */
fallible container_run_detached(const struct container_config *cfg);

/* The same in the foreground: our standard streams, our signals forwarded;
 * returns when it has ended, and removes it. */
fallible container_run(const struct container_config *cfg, int *ret_status);

/*
 * Create the container, with a first process that waits to be started, as a
 * child of whoever adopts ours, with our standard streams. When it fails
 * nothing is left. CONTAINER_EXISTS.
 */
fallible container_create(const struct container_config *cfg);

/*
 * Let it execute its program. What fails ends the container.
 * CONTAINER_STOPPED; CONTAINER_ACTIVE when it has been started before.
 */
fallible container_start(const char *root, const char *id);

/* A pidfd of the first process, to signal it or poll for its end.
 * CONTAINER_STOPPED. */
fallible container_open_pidfd(const char *root, const char *id, int *ret_fd);

/*
 * A pidfd of the monitor of a container that runs: once that has ended, nobody
 * reads what the container says. CONTAINER_STOPPED when one of the two has.
 */
fallible container_open_monitor(const char *root, const char *id, int *ret_fd);

/* CONTAINER_STOPPED. */
fallible container_kill(const char *root, const char *id, int signal);

/* Each process that container_list_processes() tells of, and as it does. */
fallible container_kill_all(const char *root, const char *id, int signal);

/*
 * Remove an ended or a never started container and all that is kept of it but
 * its log file, which stays at container_log_path(). One that runs is killed
 * first if @force, and is CONTAINER_ACTIVE otherwise. Deleting one that is
 * unknown is fine if
 * @force.
 */
fallible container_delete(const char *root, const char *id, bool force);

/* The CONTAINER_STOPPED of container @id. */
fallible container_stopped(const char *id);
