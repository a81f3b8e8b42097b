/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Waiting until a change of the source is live: serve answers from a release
 * made of it or of a later one, or the build says why there is none.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "blogctl/lifecycle/serve_report.h"
#include "blogctl/site/place.h"
#include "lib/build_report.h"
#include "lib/err.h"

extern const struct err_tag ARRIVAL_LATE;   /* not within the time */
extern const struct err_tag ARRIVAL_FAILED; /* the build failed */
extern const struct err_tag ARRIVAL_DOWN;   /* the site was taken down */

enum arrival_state { ARRIVAL_WAITING, ARRIVAL_LIVE, ARRIVAL_HOPELESS };

/* @build may be NULL: there was none. */
enum arrival_state arrival_decide(uint64_t sequence,
				  const struct serve_report *serve,
				  const struct build_report *build);

/*
 * Wait until source @sequence of the site is live. The last build's report is
 * given in either case, also with ARRIVAL_FAILED, whose reasons it has.
 * ARRIVAL_LATE, ARRIVAL_DOWN, INTERRUPTED.
 */
fallible arrival_wait(const struct place *p, uint64_t sequence,
		      uint64_t timeout_ms, struct build_report *ret_build);

/*
 * Wait until serve, which was just started, has told which release it answers
 * from. A site without any release has none to wait for. ARRIVAL_LATE,
 * ARRIVAL_DOWN, INTERRUPTED.
 */
fallible arrival_wait_serving(const struct place *p, uint64_t timeout_ms);
