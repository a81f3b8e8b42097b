/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Contents for a worktree. They are named by their first bytes: "one" is the
 * id of "one". What is asked for is counted.
 */
#pragma once

#include "content-sync/worktree.h"

struct fake_worktree_source {
	unsigned identified;
	unsigned read;
	uint64_t pretended_size; /* 0: the real one */
};

struct worktree_source fake_worktree_source(struct fake_worktree_source *s);
