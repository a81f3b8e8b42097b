/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the files of repo_git share. Only they include <git2.h>.
 */
#pragma once

#include <git2.h>

#include "content-sync/file_list.h"
#include "content-sync/repo_git.h"
#include "content-sync/watched_child.h"
#include "lib/cleanup.h"

/* Where the head that was fetched is kept, whatever the branch is called. */
#define LIVE_REF "refs/heads/live"

DEFINE_FREEP(git_repository)
DEFINE_FREEP(git_remote)
DEFINE_FREEP(git_commit)
DEFINE_FREEP(git_tree)
DEFINE_FREEP(git_odb)
DEFINE_FREEP(git_packbuilder)
DEFINE_FREEP(git_revwalk)
#define auto_git(x) __attribute__((cleanup(git_##x##_freep)))

/*
 * What libgit2 said last, as an error of kind @tag. Credentials in @url, which
 * may be NULL, do not appear.
 */
fallible repo_git_error(const struct err_tag *tag, const char *url);

/*
 * The same after talking with a remote, which ended with @code: the kind tells
 * what the failure means, and its words are made plainer where they need it.
 */
fallible repo_git_remote_error(int code, const char *url, bool offered_key);

/* Open our copy. REPO_DAMAGED. */
fallible repo_git_open_copy(const char *git_dir, git_repository **ret);

/* Fetch, in this process; append the name of the remote's branch to @ret_ref.
 */
fallible repo_git_fetch(const struct repo_git_config *cfg, struct life *life,
			struct buf *ret_ref);

/*
 * Read all that our copy holds, from the disk. REPO_DAMAGED. That takes its
 * time: it is for when a fetch fails and repo_git_may_be_damaged() says of
 * libgit2's last error that our copy could be the reason, as well as the
 * remote.
 */
fallible repo_git_verify(const char *git_dir, struct life *life);
bool repo_git_may_be_damaged(void);

/* Repack when there are many packs. */
fallible repo_git_pack(git_repository *repo, const char *git_dir,
		       struct life *life);

/* Remove what a killed predecessor left in @git_dir. */
fallible repo_git_sweep(const char *git_dir);

/*
 * The files of @commit, sorted and checked; submodules are left out, and
 * counted. ERR_INPUT, REPO_DAMAGED.
 */
fallible repo_git_list(git_repository *repo, const git_commit *commit,
		       struct file_list *ret, size_t *ret_submodules);

/* As date() of repo.h, for the @files of commit @head. */
fallible repo_git_date(git_repository *repo, const git_oid *head,
		       const struct file_list *files,
		       const struct source_state *known,
		       struct repo_dates *ret);
