/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How sync is let in by a remote that asks who it is: a deploy key for ssh, a
 * login for http.
 */
#pragma once

#include "blogctl/site/site_config.h"
#include "lib/err.h"

/* What the user says; each may be NULL. */
struct access_options {
	const char *key;         /* paths, as the next two */
	const char *known_hosts; /* else ~/.ssh/known_hosts */
	const char *credentials;
	const char *home;
};

/*
 * Move the login out of @c->repository, and fill in the rest of what @c says
 * about access: from @o, else from @last if that is of the same repository.
 * ERR_USAGE when it does not go with the address; ERR_NOT_FOUND.
 */
fallible access_choose(const struct access_options *o,
		       const struct site_config *last, struct site_config *c);
