/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The folder that sync has for a repository of this machine. It is the one
 * that was at the repository's path when sync started.
 */
#pragma once

#include "blogctl/site/place.h"
#include "blogctl/site/site_config.h"
#include "lib/err.h"

/*
 * When another folder is at that path by now, end sync: its supervisor starts
 * it again, with the folder there is.
 */
fallible repository_mount_renew(const struct place *p,
				const struct site_config *c);
