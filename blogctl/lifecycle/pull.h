/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Bringing the source volume of a site up to date, now.
 */
#pragma once

#include "blogctl/site/place.h"
#include "blogctl/site/site_config.h"
#include "lib/err.h"
#include "lib/str.h"

/* The pull did not work; the message is what it said. */
extern const struct err_tag PULL_FAILED;

/* How long the steps of a pull took. */
struct pull_times {
	uint64_t fetch_ms;
	uint64_t checkout_ms;
};

/*
 * Run the pull inside the running sync container. Its warnings go to our
 * standard error. Should sync be about to be started again, wait for it; if it
 * does not last, pull in a container of its own.
 */
fallible pull_inside(const struct place *p, const struct site_config *c,
		     struct pull_times *ret);

/* The same in a container of its own, before there is a sync. */
fallible pull_alone(const struct place *p, const struct site_config *c);

/*
 * The reason in what a failed program wrote: its last line, without the
 * program's name and the tag, and with the repository as the user knows it.
 * The caller frees it.
 */
char *pull_reason(struct str said, const struct site_config *c);

/* The times in what content-sync prints after a pull. ERR_INPUT. */
fallible pull_parse_times(struct str told, struct pull_times *ret);
