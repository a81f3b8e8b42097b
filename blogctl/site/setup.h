/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Making all that the containers of a site are started from: folders, ids,
 * images, volumes. The bundles are written by who knows what they are for.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "blogctl/site/place.h"
#include "blogctl/site/role.h"
#include "blogctl/site/site_images.h"
#include "lib/err.h"

struct setup {
	uint32_t first_id; /* 0: the containers run as ourselves */
	struct site_images images;
};

/*
 * For the @wanted roles, with the programs beside @program. Checks first
 * whether this machine can run containers at all. The caller holds the lock.
 */
fallible setup_make(const struct place *p, const char *program,
		    const bool wanted[static ROLES], struct setup *ret);
