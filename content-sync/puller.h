/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Keeps a source volume in step with a git branch. A pull rewrites only the
 * files that differ. The volume's state says "updating" from before the first
 * byte until after the last, so nobody takes half a checkout for a commit.
 * Killed at any moment, it leaves what the next pull mends.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "content-sync/repo.h"
#include "lib/cleanup.h"

struct puller;

struct puller_config {
	const char *url;      /* anything libgit2 can fetch from */
	const char *branch;   /* without refs/heads/; NULL: the remote's HEAD */
	const char *volume;   /* an existing directory we may write to */
	const char *key_file; /* private key for ssh; NULL: ask the agent */
	const char *credentials_file; /* see credential_store.h; NULL: none */
	int stop_fd;                  /* readable: give up; -1: there is none */
	int readers_ms;               /* to wait for readers of the tree */
	int others_ms;                /* to wait for another pull */
	int64_t stall_ms;    /* a remote silent for so long is given up */
	int64_t deadline_ms; /* for a whole fetch */
};

struct puller_deps {
	struct repo repo;
	int64_t (*now_ms)(void);   /* since the epoch */
	int64_t (*clock_ms)(void); /* since any moment; never goes back */
};

/* @cfg and its strings are borrowed; @deps.repo is taken. */
struct puller *puller_wire_with(const struct puller_config *cfg,
				struct puller_deps deps);
fallible puller_wire(const struct puller_config *cfg, struct puller **ret);

/* NULL is fine. */
void puller_free(struct puller *p);
DEFINE_FREEP(puller)
#define auto_puller __attribute__((cleanup(puller_freep)))

/* What a pull came to. All zeros is empty. */
struct pull_result {
	bool changed;      /* the volume has a new sequence */
	uint64_t sequence; /* the one that is ready now */
	char id[COMMIT_ID_SIZE];
	char was[COMMIT_ID_SIZE]; /* the commit before; "": none */
	size_t files;             /* written, or removed with all below */
	int64_t fetch_ms;    /* how long it took to bring the objects here */
	int64_t checkout_ms; /* and to find and write what differs */
};

/*
 * Fetch once, and make the tree that of the branch's head, if it is not. When
 * the fetch fails the tree and the state are untouched. REPO_UNREACHABLE and
 * FS_LOCKED are worth trying again later; CHILD_STOPPED was asked for.
 */
fallible puller_pull(struct puller *p, struct pull_result *ret);
