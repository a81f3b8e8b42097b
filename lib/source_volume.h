/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The source volume: what content-sync writes and render reads.
 *
 *   tree/        the working tree of the commit that is live
 *   git/         the repository
 *   state.json   which commit that is, and whether the tree is whole
 *   lock         flock(2): exclusive while the tree changes, shared while
 *                state and tree are read, to the last byte
 *   pull.lock    flock(2): held by a puller from before the fetch until after
 *                "ready"
 *   failure.json why the last pull did not work: see source_failure.h
 *
 * A reader that finds "updating" though it holds the lock (the puller was
 * killed) keeps what it has and waits; a missing state.json means "wait".
 *
 * The sequence never goes back, for readers wait for it. It counts from 1; but
 * a writer that finds a damaged state, or a tree without a state, cannot know
 * how far it was, and goes on from the present time in milliseconds since the
 * epoch: no count gets there, at less than one change a millisecond, and after
 * another damage the time is later still.
 */
#pragma once

#include <stdint.h>

#include "lib/err.h"
#include "lib/str.h"

#define SOURCE_VOLUME_TREE "tree"
#define SOURCE_VOLUME_GIT "git"
#define SOURCE_VOLUME_STATE "state.json"
#define SOURCE_VOLUME_LOCK "lock"
#define SOURCE_VOLUME_PULL_LOCK "pull.lock"

enum source_phase { SOURCE_UPDATING, SOURCE_READY };

/* When the content of a path last changed. */
struct source_change {
	char *path;   /* relative to tree/ */
	int64_t time; /* committer's time, seconds since the epoch */
};

/* All zeros is empty. Times are seconds since the epoch. */
struct source_state {
	uint64_t sequence; /* grows by one with every change, from 1 */
	enum source_phase phase;
	char *repository; /* the URL it came from, without password */
	char *commit;     /* 40 hexadecimal digits */
	char *ref;        /* refs/heads/... */
	char *subject;    /* first line of the message */
	char *author;     /* name */
	int64_t author_time;
	int64_t commit_time;
	int64_t fetch_time;
	struct source_change *changes; /* in bytewise order of the paths */
	size_t changes_len;
};

void source_state_release(struct source_state *s);
#define auto_source_state __attribute__((cleanup(source_state_release)))

/*
 * Make what is missing of an empty or half-made volume at directory @volume,
 * put a new one in place of what is of the wrong kind (a file where a folder
 * should be), and leave the rest alone. The caller holds the pull lock.
 */
fallible source_volume_create(int volume);

/*
 * Take one of the locks; the descriptor holds it. FS_LOCKED when others hold it
 * beyond @timeout_ms (negative: for ever). Shared needs only read access.
 * ERR_NOT_FOUND when the volume was never created; but the pull lock, which is
 * for the writer, is made when it is missing or no file.
 */
fallible source_volume_lock_tree(int volume, bool exclusive, int timeout_ms,
				 int *ret_fd);
fallible source_volume_lock_pull(int volume, int timeout_ms, int *ret_fd);

/* ERR_NOT_FOUND: no pull was ever whole. ERR_INPUT: not a state. */
fallible source_volume_read_state(int volume, struct source_state *ret);

/* The same of the text of a state. */
fallible source_volume_parse_state(struct str text, struct source_state *ret);

/*
 * Replace the state by rename(2), and come back when it is on the disk. A
 * change whose path is not UTF-8 is left out, as JSON cannot say it. The caller
 * holds the pull lock.
 */
fallible source_volume_write_state(int volume, const struct source_state *s);
