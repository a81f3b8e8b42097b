/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Putting a site up that is down: bind, pack, pull, start, wait until it is
 * live.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "blogctl/lifecycle/blog.h"
#include "lib/err.h"

struct site_start {
	struct blog *site;   /* gets its ids, and is written down */
	const char *program; /* path of the one that runs: see programs.h */
	bool is_new;         /* it was never up */
	bool foreground;     /* stay as its supervisor */
	int64_t began_ms;    /* for the time it took */
};

/*
 * The caller holds the lock of the place in *@lock; it is closed as soon as
 * others may do something with the site. Prints the address to open. When there
 * is nothing to show, nothing is left; what was published before is served
 * whatever goes wrong with the pull or the build, which is reported.
 */
fallible site_start(const struct site_start *up, int *lock);

/* Stay as the supervisor of a site that is up and has none. ERR_EXISTS. */
fallible site_stay(const struct blog *site);
