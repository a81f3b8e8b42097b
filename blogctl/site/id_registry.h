/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which host ids the containers of each site run under when root starts them:
 * unprivileged ones that nobody else uses. A site gets three in a row once and
 * keeps them until it is forgotten, because its files belong to them. Kept in
 * ids.json of the folder above the sites' state folders, under a lock.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "lib/err.h"

/* Far above what people, packages and subordinate ranges use by default. */
#define ID_REGISTRY_FIRST 2000000000u
#define ID_REGISTRY_IDS 3u /* a site */
#define ID_REGISTRY_SITES 10000u

/* The first of the three ids of @site in the registry in folder @base, which
 * exists. ERR_SYSTEM: there are ID_REGISTRY_SITES sites already. */
fallible id_registry_find(const char *base, const char *site,
			  uint32_t *ret_first);

/* Let others have the ids of @site; *@ret_had: it had some. Nothing may belong
 * to them any more. */
fallible id_registry_release(const char *base, const char *site, bool *ret_had);
