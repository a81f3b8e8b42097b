/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A log file that grows, line by line. One that lost its older half goes on
 * where it was; one that was replaced is read to its end, and then the new one.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "lib/buf.h"
#include "lib/err.h"

struct log_source {
	const char *path;   /* borrowed; the file may be missing yet */
	const char *prefix; /* before each line shown; NULL: none */
	int64_t time_ms;    /* of the line that was peeked at */

	int fd;
	uint64_t offset; /* in the file, of what was not read yet */
	struct buf text; /* whole lines that were read */
	size_t at;       /* in them */
	struct buf tail; /* the last that was read */
	bool lost;       /* the file got shorter, and the tail is not in it */
};

void log_source_init(struct log_source *s, const char *path,
		     const char *prefix);
void log_source_release(struct log_source *s);

/*
 * The next line that is whole, without its newline, which stays the next until
 * it was dropped. *@ret_line is good until then. A line without a time of its
 * own has that of the line before. False in *@ret_any: there is none now.
 */
fallible log_source_peek(struct log_source *s, struct str *ret_line,
			 bool *ret_any);
void log_source_drop(struct log_source *s);
