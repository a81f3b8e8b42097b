/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a build came to, as the public volume keeps it. A volume of -1 stands
 * for a plain folder, which keeps nothing.
 */
#pragma once

#include "lib/build_report.h"
#include "render/publish/publisher.h"
#include "render/tree_source.h"

/* Publish what was added to @p, and tell @report. */
fallible outcome_publish(const struct publisher *p,
			 struct build_report *report);

/*
 * Complete @report, with lines of @source, and write it as build.json. Takes
 * @e, which may be NULL: what the author has to mend becomes part of the
 * report; what the system refused is told there, and returned.
 */
fallible outcome_write(int public, const struct tree_source *source,
		       struct build_report *report, struct err *e);

/* The build of @source takes too long: write that, report @e, which is taken,
 * and end the process. */
void outcome_give_up(int public, const struct tree_source *source,
		     struct err *e) __attribute__((noreturn));

/*
 * After a build was given up: the sequence that would take as long again, and
 * until when, in seconds since the epoch, it is not worth another try. Else
 * neither is touched.
 */
void outcome_recall(int public, uint64_t *ret_sequence, int64_t *ret_until);

/* Remove all that the live site does not need. */
fallible outcome_make_room(int public);

/* Empty @report, but for the time that went by, for another attempt at the same
 * source. */
void outcome_forget(struct build_report *report);
