/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The process around a supervisor: one a site. It watches the containers'
 * pidfds, the clock and its own signals. The containers outlive it.
 */
#pragma once

#include <stdbool.h>

#include "blogctl/site/place.h"
#include "blogctl/site/role.h"
#include "lib/err.h"

struct keeper_config {
	const struct place *place;
	const char *address; /* where serve listens */
	bool roles[ROLES];   /* which containers there are */
	int listener;        /* taken; -1: see containers_nsrun_open() */
	int herald; /* taken; a pidfd of a child: once it has ended the site
		       is ready; -1: at once */
	int log;    /* a file of ours that what we say goes to, to be kept
		       within bounds; -1: none */
	int lock;   /* taken; of the place: held until all run; -1: none */
	int ready;  /* taken; a pipe that gets an error and is
		       closed once all run; -1: nobody waits */
};

/*
 * Become the supervisor of a site whose bundles are written, and stay it until
 * SIGTERM or SIGINT, which is given. An error means that it did not begin; when
 * somebody waits at @ready, the error is sent there instead and *@ret_signal is
 * 0. ERR_EXISTS: the site has a supervisor.
 */
fallible keeper_run(const struct keeper_config *cfg, int *ret_signal);
