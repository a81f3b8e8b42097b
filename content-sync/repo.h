/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the puller asks of a git repository. The calls come in this order, for
 * each pull: fetch, compare, and then, if anything is to change, date and
 * check out.
 */
#pragma once

#include "lib/source_volume.h"

/* The remote does not answer now; later it may. */
extern const struct err_tag REPO_UNREACHABLE;

/* Our own copy is broken; without it, the next fetch makes a new one. */
extern const struct err_tag REPO_DAMAGED;

#define COMMIT_ID_SIZE 41 /* bytes: 40 hexadecimal digits and a NUL */

/* All zeros is empty. Times are seconds since the epoch. */
struct repo_commit {
	char id[COMMIT_ID_SIZE];
	char *ref;     /* the branch it is the head of: refs/heads/... */
	char *subject; /* first line of the message */
	char *author;  /* name */
	int64_t author_time;
	int64_t commit_time;
};

void repo_commit_release(struct repo_commit *c);
#define auto_repo_commit __attribute__((cleanup(repo_commit_release)))

/* When each path of a commit last changed. All zeros is empty. */
struct repo_dates {
	struct source_change *changes; /* in bytewise order of the paths */
	size_t len;
};

void repo_dates_release(struct repo_dates *d);
#define auto_repo_dates __attribute__((cleanup(repo_dates_release)))

struct repo_ops {
	/*
	 * Bring the objects of the branch's head here. REPO_UNREACHABLE when
	 * the remote cannot be reached now, or is too slow; ERR_INPUT when it
	 * will not do; ERR_DENIED when it wants another key; CHILD_STOPPED.
	 */
	fallible (*fetch)(void *self, struct repo_commit *ret_head);

	/*
	 * Find out how directory @tree differs from @c: in so many files that
	 * are to be written, or removed with all below them. ERR_INPUT when
	 * the commit cannot become files; REPO_DAMAGED.
	 */
	fallible (*compare)(void *self, const struct repo_commit *c, int tree,
			    size_t *ret_files);

	/*
	 * The times of all paths of the commit compared last: of each, the
	 * committer's time of the last commit that changed it, as "git log -1
	 * -- PATH" finds it. They depend on the commit alone, not on how we
	 * came to it. What @known, the state of another commit, says about its
	 * own commit is used to walk less of the history; it may be empty. A
	 * walk that would pass a bound ends, and leaves out the paths whose
	 * change lies beyond.
	 */
	fallible (*date)(void *self, const struct source_state *known,
			 struct repo_dates *ret);

	/* Make @tree the commit compared last, touching only what differed. */
	fallible (*checkout)(void *self, int tree);
	void (*release)(void *self);
};

struct repo {
	const struct repo_ops *ops;
	void *self;
};
