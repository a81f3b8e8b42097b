/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Logs shown together, in the order of their lines' times.
 */
#pragma once

#include <stddef.h>

#include "blogctl/lifecycle/log_source.h"

#define LOG_VIEW_ALL UINT64_MAX

struct log_view {
	struct log_source *sources;
	size_t len;
	uint64_t last;    /* how many of the lines there are; LOG_VIEW_ALL */
	int64_t since_ms; /* none that are older: since the epoch */
	bool follow;      /* and what comes */

	/* Asked after each change: whether nothing more will come. NULL: that
	 * is never so. */
	bool (*is_over)(const void *of);
	const void *of;
};

/*
 * Write the lines to standard output. Those of one file stay in their order.
 * Following ends when it is over, or when nobody reads them any more.
 */
fallible log_view_show(const struct log_view *v);
