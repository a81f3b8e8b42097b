/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Watches by inotify(7), through libinotifytools, which can do it once in a
 * process.
 */
#pragma once

#include <stdbool.h>

#include "render/watch/watch.h"

struct watch_inotifytools_config {
	const char *path; /* a folder */
	bool recursive;   /* what lies below it too, as far as it comes and goes
			   */

	/* Folders below it that do not count, NULL-terminated, by the same kind
	 * of path; NULL: none. */
	const char *const *exclude;

	/* A change is told once it has been quiet for so long; 0: at once. */
	int settle_ms;
};

/* Changes are seen from now on. Strings are copied. */
fallible watch_inotifytools_begin(const struct watch_inotifytools_config *cfg,
				  struct watch *ret);
