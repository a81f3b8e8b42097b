/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The descriptors we were started with, as sd_listen_fds_with_names(3) has
 * them: LISTEN_FDS of them from 3 on, meant for LISTEN_PID, called by the
 * names in LISTEN_FDNAMES.
 */
#pragma once

#include <stddef.h>

#include "lib/err.h"

#define PASSED_FDS_FIRST 3
#define PASSED_FDS_MAX 64

/* All zeros is empty. */
struct passed_fds {
	int sockets[PASSED_FDS_MAX]; /* listening, "http" */
	size_t sockets_len;
	bool has_report;
	int report; /* a file open for appending, "report" */
	int last;   /* the highest descriptor that was passed */
};

/* What the environment says; NULL where it says nothing. */
struct passed_env {
	const char *pid;
	const char *count;
	const char *names;
};

/*
 * Check what was passed, make it close-on-exec and the sockets non-blocking.
 * ERR_USAGE when there is no socket, or something else than what we know.
 */
fallible passed_fds_take(const struct passed_env *env, struct passed_fds *ret);
