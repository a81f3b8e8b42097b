/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Copies a file into and out of a container that runs. Paths inside are what
 * the container sees, and never lead out of it; nothing but plain files is
 * opened, as somebody with the rights of the container and no others.
 */
#pragma once

#include <sys/types.h>

#include "lib/err.h"

struct container_copy {
	const char *root; /* of the state */
	const char *id;
	const char *path; /* inside */
	int file;         /* outside */
};

/* Replace what is in the file outside. CONTAINER_STOPPED. */
fallible container_copy_out(const struct container_copy *c);

/*
 * Replace the file inside, or make one with @mode that is the container's
 * user's; it is called @name where @path is a folder. CONTAINER_STOPPED.
 */
fallible container_copy_in(const struct container_copy *c, const char *name,
			   mode_t mode);
