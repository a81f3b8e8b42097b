/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What is written down of containers below a state root:
 *
 *   containers/ID/              mode 0700; flock(2)ed by whoever holds the
 *                               container: its monitor, or `run`
 *   containers/ID/config.json   the bundle's, as it was at the start
 *   containers/ID/cgroup.json   its control groups, before they are made
 *   containers/ID/state.json    the first process, once there is one
 *   containers/ID/exit.json     how it ended
 *   containers/ID/notes         what was said as it was created
 *   logs/ID.log                 what it wrote
 *
 * Nothing is synced to the disk: containers do not outlive the machine either.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "lib/buf.h"
#include "lib/err.h"
#include "runtime/container/live_process.h"

struct state {
	struct live_process process; /* the first one */
	struct live_process program; /* the same, but for one under an init */
	int64_t started_ms;          /* since the epoch */
	char *bundle;                /* absolute */
};

void state_release(struct state *s);
#define auto_state __attribute__((cleanup(state_release)))

struct state_exit {
	int status; /* 128 + n when killed by signal n */
	int64_t finished_ms;
	bool oom_killed; /* some process, for want of memory */
};

int64_t state_now_ms(void);

/* ERR_INPUT unless @id is [A-Za-z0-9_.-]+, at most 64 bytes, does not begin
 * with '-' or '.'. */
fallible state_check_id(const char *id);

/* "ROOT/logs/ID.log"; the caller frees it. */
char *state_log_path(const char *root, const char *id);

/* "ROOT/containers/ID/notes"; the caller frees it. */
char *state_notes_path(const char *root, const char *id);

/*
 * Make the folder of a new container, and what is missing above it, and hold
 * it. CONTAINER_EXISTS; when it fails no folder is left.
 */
fallible state_create(const char *root, const char *id, int *ret_dir);

/* CONTAINER_UNKNOWN. */
fallible state_open(const char *root, const char *id, int *ret_dir);

/* Remove the folder that is open as @dir, which the caller holds. If it is
 * gone, or another container has its name by now, that is fine. */
fallible state_remove(const char *root, const char *id, int dir);

/* The ids there are, in bytewise order; the caller frees each and the array. */
fallible state_list(const char *root, char ***ret_ids, size_t *ret_len);

/* Read and append to the container's log; ERR_NOT_FOUND never. */
fallible state_open_log(const char *root, const char *id, int *ret_fd);

/* Of a container that did not get as far as to write anything. */
fallible state_remove_empty_log(const char *root, const char *id);

fallible state_write_config(int dir, struct str text);
fallible state_read_config(int dir, struct buf *ret);
fallible state_write_cgroup(int dir, struct str text);

/* ERR_NOT_FOUND: it has none. */
fallible state_read_cgroup(int dir, struct buf *ret);
fallible state_write(int dir, const struct state *s);

/* Write down two processes that were just started, and may be one. */
fallible state_record(int dir, const char *bundle, pid_t process,
		      pid_t program);

/* ERR_NOT_FOUND: there was no process yet. */
fallible state_read(int dir, struct state *ret);
fallible state_write_exit(int dir, const struct state_exit *x);

/* ERR_NOT_FOUND: it has not been seen to end. */
fallible state_read_exit(int dir, struct state_exit *ret);
