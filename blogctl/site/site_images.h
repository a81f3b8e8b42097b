/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The images of the three containers, packed from the programs beside us into
 * the images folder of a place.
 */
#pragma once

#include <stdbool.h>

#include "blogctl/site/place.h"
#include "blogctl/site/programs.h"
#include "blogctl/site/role.h"
#include "lib/digest.h"
#include "lib/err.h"

/* The machine's time zones, which render's image has a place for: a site may
 * name any of them, and they change with treaties, not with our programs. */
#define SITE_IMAGES_ZONES "/usr/share/zoneinfo"

/* Root file systems, by their names in the images folder; "": not packed. */
struct site_images {
	char names[ROLES][DIGEST_HEX_SIZE];
};

/* Make sure the images of the @wanted roles are there. */
fallible site_images_pack(const struct place *p, const struct programs *from,
			  const bool wanted[static ROLES],
			  struct site_images *ret);

/* Remove all but @images, on which nothing runs any more. */
fallible site_images_prune(const struct place *p,
			   const struct site_images *images);
