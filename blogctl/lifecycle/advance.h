/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One step of a site to a newer commit, and how to tell of it.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "blogctl/lifecycle/blog.h"
#include "blogctl/lifecycle/live_release.h"
#include "blogctl/lifecycle/pull.h"
#include "lib/buf.h"
#include "lib/build_report.h"
#include "lib/err.h"
#include "lib/source_volume.h"

#define ADVANCE_TIMEOUT_MS 60000 /* from the pull until it is live */

/* All zeros is empty. */
struct advance {
	struct live_release live;  /* before */
	struct source_state after; /* what the pull brought */
	struct build_report build; /* the last one */
	struct pull_times pull;
	uint64_t switch_ms; /* from the end of the build until it was live */
	int64_t began_ms;   /* by clock_now_ms() */
	uint64_t total_ms;
};

void advance_release(struct advance *a);
#define auto_advance __attribute__((cleanup(advance_release)))

/* What the source volume says; sequence 0 when it says nothing of use. */
fallible advance_read_source(const struct place *p, struct source_state *ret);

/* Note what is live, and pull inside the running sync container, with the key
 * and login as they are now. */
fallible advance_pull(const struct blog *s, struct advance *a);

/*
 * Wait until @a->after is live. With ARRIVAL_FAILED the reasons are in
 * @a->build.
 */
fallible advance_wait(const struct blog *s, struct advance *a);

/* "1a2b3c4 the subject", or "nothing" for NULL; @subject may be NULL. The
 * caller frees it. */
char *advance_format_commit(const char *commit, const char *subject);

/* The same of @s. */
char *advance_commit(const struct source_state *s);

/* Append old and new commit, what changed, and the time of each step. */
void advance_format(const struct blog *s, const struct advance *a,
		    struct buf *out);

/* Append how many warnings the build gave and where they are, if any. */
void advance_format_warnings(const struct blog *s, const struct advance *a,
			     struct buf *out);

/* A page could not be made, and is not as in the commit that is live. */
extern const struct err_tag ADVANCE_INCOMPLETE;

/* ADVANCE_INCOMPLETE, after the messages of the build were printed; or NULL. */
fallible advance_check_whole(const struct advance *a);

/* Print the messages of a build on standard error. */
void advance_print_messages(const struct build_report *r);
