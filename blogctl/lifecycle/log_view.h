/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Log files that grow, shown line by line.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/buf.h"
#include "lib/err.h"

/* One file, which may be missing yet. */
struct log_source {
	const char *path;
	const char *prefix; /* before each line; NULL: none */
	uint64_t offset;    /* of what was not shown yet */
};

/*
 * Append the lines of @source that are whole and were not shown yet. A file
 * that became shorter is shown from its beginning. At most some MB at once;
 * false in *@ret_more: there is nothing left.
 */
fallible log_view_take(struct log_source *source, struct buf *out,
		       bool *ret_more);

/* Write all there is of @sources to standard output; @follow: and what comes,
 * for ever. */
fallible log_view_show(struct log_source *sources, size_t len, bool follow);
