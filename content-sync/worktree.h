/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A directory that is to hold exactly the files of a commit. Finding out what
 * differs and making it so are two steps, so the first needs no lock. Nothing
 * here follows a symbolic link.
 */
#pragma once

#include "content-sync/file_list.h"

/* Where the content of files comes from. */
struct worktree_source_ops {
	/* How many bytes content @id has. */
	fallible (*size)(void *self, const uint8_t id[static FILE_ID_SIZE],
			 uint64_t *ret);

	/* Append content @id. */
	fallible (*read)(void *self, const uint8_t id[static FILE_ID_SIZE],
			 struct buf *ret);

	/* The id of @data. */
	fallible (*identify)(void *self, struct str data,
			     uint8_t ret_id[static FILE_ID_SIZE]);
};

struct worktree_source {
	const struct worktree_source_ops *ops;
	void *self;
};

/*
 * All that is below directory @tree, in tree order, directories included.
 * Content is read only where lstat(2) does not agree with what @known says of
 * the same path; *@ret_hashed tells whether any was.
 */
fallible worktree_scan(int tree, const struct file_list *known,
		       struct worktree_source source, struct file_list *ret,
		       bool *ret_hashed);

/* What to do, in this order. All zeros is nothing. */
struct worktree_plan {
	char **removals; /* paths, each with all below it */
	size_t removals_len, removals_cap;
	size_t *writes; /* indexes into the wanted list */
	size_t writes_len, writes_cap;
	struct file_list kept; /* what is right as it stands */
};

void worktree_plan_release(struct worktree_plan *p);
#define auto_worktree_plan __attribute__((cleanup(worktree_plan_release)))

/* Decide how @found becomes @wanted. Both are sorted, @wanted was checked. */
void worktree_plan(const struct file_list *found,
		   const struct file_list *wanted, struct worktree_plan *ret);

/* ERR_INPUT when the files of the plan pass the limits of file_list.h. */
fallible worktree_check_size(const struct worktree_plan *p,
			     const struct file_list *wanted,
			     struct worktree_source source);

/*
 * Carry the plan out. The files written are added to @p->kept, which is then
 * what the directory holds. On an error they are removed again, so that a disk
 * that was too small is not full afterwards.
 */
fallible worktree_apply(int tree, struct worktree_plan *p,
			const struct file_list *wanted,
			struct worktree_source source);
