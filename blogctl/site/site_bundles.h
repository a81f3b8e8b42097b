/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What goes into each container of a site: image, command line, volumes. The
 * volumes of a site are folders of its place:
 *
 *   source   sync writes, render reads
 *   public   render writes, serve reads
 *
 * and nobody sees anything else of the machine, but sync the way to its remote.
 */
#pragma once

#include "blogctl/site/build_stage.h"
#include "blogctl/site/place.h"
#include "blogctl/site/role.h"
#include "blogctl/site/site_config.h"
#include "blogctl/site/site_images.h"
#include "lib/err.h"

/* Where sync finds a local repository. */
#define SITE_REPOSITORY_INSIDE "/repository"

/* A bundle beside those of the roles: sync's, but it pulls once and ends. */
#define SITE_PULL_BUNDLE "pull"

/*
 * The command line that pulls once, inside sync; NULL-terminated, and borrowed
 * from @c.
 */
#define SITE_PULL_ARGS 13
void site_pull_args(const struct site_config *c,
		    const char *ret_args[static SITE_PULL_ARGS]);

/*
 * Make the volumes that are missing. Those that root makes belong to the
 * user of the container that writes them.
 */
fallible site_bundles_make_volumes(const struct place *p, uint32_t first_id);

/* Remove both, with all that was published. */
fallible site_bundles_remove_volumes(const struct place *p);

/* The bundles of a site that is pulled, rendered and served. */
fallible site_bundles_write(const struct place *p, const struct site_config *c,
			    const struct site_images *images);

/* The two of a preview: render watches @folder, of the user's, itself. */
fallible site_bundles_write_preview(const struct place *p, uint32_t first_id,
				    const char *folder,
				    const struct site_images *images);

/* What one that renders once, and ends, is asked. */
struct build_bundle {
	const char *folder; /* of the user's */
	const struct build_stage *stage;
	bool strict;
	bool quiet;
};

fallible site_bundles_write_build(const struct place *p, uint32_t first_id,
				  const struct build_bundle *build,
				  const struct site_images *images);
