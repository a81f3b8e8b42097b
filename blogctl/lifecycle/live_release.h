/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What is live: the release that was published last, which need not be of the
 * commit that was pulled last, for that one may not build.
 */
#pragma once

#include <stdint.h>

#include "blogctl/site/place.h"
#include "lib/err.h"
#include "lib/source_volume.h"

/* All zeros is empty: nothing was published yet. */
struct live_release {
	uint64_t release;
	uint64_t sequence; /* of the source it was made from */
	char *commit;      /* hexadecimal; empty: not from git */
	char *subject;     /* NULL: not known any more */
};

void live_release_release(struct live_release *l);
#define auto_live_release __attribute__((cleanup(live_release_release)))

/* Only a commit that is still in the source volume, of which @source tells,
 * has a subject. */
fallible live_release_read(const struct place *p,
			   const struct source_state *source,
			   struct live_release *ret);
