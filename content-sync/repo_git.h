/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A remote git repository, through libgit2. Objects are kept in a bare
 * repository of ours, which plain git can read too.
 */
#pragma once

#include "content-sync/repo.h"

/* Strings are borrowed for as long as the repository lives; @git_dir is copied.
 */
struct repo_git_config {
	const char *url;      /* anything libgit2 can fetch from */
	const char *branch;   /* without refs/heads/; NULL: the remote's HEAD */
	const char *git_dir;  /* our copy; made when missing or unusable */
	const char *key_file; /* private key for ssh; NULL: ask the agent */
	const char *credentials_file; /* see credential_store.h; NULL: none */
	int stop_fd;         /* readable: give up fetching; -1: there is none */
	int64_t stall_ms;    /* a remote silent for so long is given up */
	int64_t deadline_ms; /* for a whole fetch */
};

fallible repo_git_open(const struct repo_git_config *cfg, struct repo *ret);
