/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The containers of a site, run by our own runtime.
 */
#pragma once

#include "blogctl/site/place.h"
#include "blogctl/supervisor/containers.h"
#include "runtime/container/container_status.h"

/*
 * The containers whose bundles are in the run folder of @p, which is copied.
 * serve gets a socket that listens at @address: @listener, which is taken; or,
 * when that is -1, the one a running serve holds; or else a new one. With
 * @address NULL there is no serve to be started.
 */
fallible containers_nsrun_open(const struct place *p, const char *address,
			       int listener, struct containers *ret);

/* The id of a container's first process and the like, from the runtime. */
fallible containers_nsrun_status(const struct place *p, enum role role,
				 struct container_status *ret);

/* Whether it was started from its bundle as that is now; one that is not there
 * will be. */
fallible containers_nsrun_is_current(const struct place *p, enum role role,
				     bool *ret);

/* Run a program inside and wait for it; see container_exec(). */
fallible containers_nsrun_exec(const struct place *p, enum role role,
			       char *const argv[], const int stdio[static 3],
			       int *ret_status);

/* Where what a container says is kept; the caller frees it. */
char *containers_nsrun_log_path(const struct place *p, enum role role);

/* Run bundle @name of the site in the foreground, with our standard streams,
 * until it ends. */
fallible containers_nsrun_run(const struct place *p, const char *name,
			      int *ret_status);

/* End and forget every container of the site, whatever it is called. */
fallible containers_nsrun_remove_all(const struct place *p);
