/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The bundles of a site as they were, for those who replace them and may have
 * to go back.
 */
#pragma once

#include "blogctl/site/place.h"
#include "blogctl/site/role.h"
#include "lib/buf.h"
#include "lib/err.h"

#define KEPT_BUNDLES (ROLES + 1) /* and the one that pulls once */

/* All zeros is none. */
struct kept_bundles {
	struct buf configs[KEPT_BUNDLES];
};

/* What of them is not there is not put back. */
fallible kept_bundles_read(const struct place *p, struct kept_bundles *ret);
fallible kept_bundles_put_back(const struct place *p,
			       const struct kept_bundles *k);

void kept_bundles_release(struct kept_bundles *k);
#define auto_kept_bundles __attribute__((cleanup(kept_bundles_release)))
