/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What sync needs on its way to the remote: folder remote/ of a site's run
 * folder, which sync alone is given, for reading.
 *
 *   key                the deploy key
 *   credentials        logins for http, in the format of git's credential store
 *   .ssh/known_hosts   the hosts that ssh may talk to
 *   resolv.conf hosts  how names are found
 *
 * All are copies, so the originals keep their owners and modes; the first two
 * belong to sync's user, who alone may read them. They are replaced by
 * rename(2), which sync sees, because it has the folder and not the files.
 */
#pragma once

#include "blogctl/site/place.h"
#include "blogctl/site/site_config.h"
#include "lib/err.h"

#define REMOTE_FOLDER_INSIDE "/remote"
#define REMOTE_FOLDER_KEY REMOTE_FOLDER_INSIDE "/key"
#define REMOTE_FOLDER_CREDENTIALS REMOTE_FOLDER_INSIDE "/credentials"

/* Where the two of the machine are; NULL after the last. */
extern const char *const remote_folder_names[];

/* Make the folder, or bring it up to date. */
fallible remote_folder_fill(const struct place *p, const struct site_config *c);

/* Bring the copies of resolv.conf and hosts up to date; the folder is there. */
fallible remote_folder_copy_names(const struct place *p);
