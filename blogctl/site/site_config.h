/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a site is asked to be: site.json in its state folder, written by `up`
 * and read by every other command.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "lib/err.h"

#define SITE_DEFAULT_INTERVAL_MS 60000

/* What sync takes for an interval. */
#define SITE_MIN_INTERVAL_MS 1000
#define SITE_MAX_INTERVAL_MS (7ull * 24 * 3600 * 1000)

/* All zeros is empty. */
struct site_config {
	char *repository;  /* a URL without login, or an absolute path on this
			      machine */
	char *branch;      /* without refs/heads/; NULL: the remote's default */
	char *listen;      /* ADDRESS:PORT; see listener.h */
	char *key;         /* absolute paths, or NULL, as the next two: */
	char *known_hosts; /* for ssh; need not be there */
	char *credentials; /* for http; see remote_folder.h */
	char *login; /* the repository with user and password; kept in a file
			of its own. NULL: it came without */
	uint64_t interval_ms; /* between two looks at the remote; above 0 */
	bool strict;          /* nothing with an error or a warning goes out */
	uint32_t owner_uid;   /* of a local repository when it was last there */
	uint32_t owner_gid;
	uint32_t first_id; /* host id of sync's user; render's and serve's
			      are the next two. 0: all run as ourselves */
};

void site_config_release(struct site_config *c);
#define auto_site_config __attribute__((cleanup(site_config_release)))

/* ERR_NOT_FOUND: no such site. ERR_INPUT: not a configuration. */
fallible site_config_read(int state_dir, struct site_config *ret);
fallible site_config_write(int state_dir, const struct site_config *c);

/*
 * @text as the repository it means: a URL or an scp-like address as it is, a
 * path (or file:// URL) made absolute, without links. ERR_NOT_FOUND: there is
 * nothing at that path; ERR_INPUT: it is not a folder.
 */
fallible site_config_resolve_repository(const char *text, char **ret);

/* Whether the repository is a folder of this machine. */
bool site_config_is_local(const struct site_config *c);

/* ERR_NOT_FOUND and others: it is one, and is away. Otherwise its owner is
 * taken down. */
fallible site_config_find_repository(struct site_config *c);

/*
 * How the two differ, as "the branch is 'a', not 'b'", in the caller's terms:
 * @asked against @is. NULL: not at all.
 */
char *site_config_difference(const struct site_config *is,
			     const struct site_config *asked);
