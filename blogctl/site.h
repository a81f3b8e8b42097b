/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A site on this machine, up or down.
 */
#pragma once

#include <stdbool.h>

#include "blogctl/place.h"
#include "blogctl/site_config.h"
#include "lib/err.h"

extern const struct err_tag SITE_DOWN;

/* All zeros is empty. */
struct site {
	struct place place;
	struct site_config config;
};

void site_release(struct site *s);
#define auto_site __attribute__((cleanup(site_release)))

/* ERR_NOT_FOUND: nobody ever put up a site of that name. */
fallible site_open(const struct place_env *env, const char *name,
		   struct site *ret);

/* Whether it was put up and not taken down since. */
bool site_is_up(const struct place *p);

/*
 * Make sure that the site, which is up, has a supervisor: when it was killed,
 * a new one adopts what runs. SITE_DOWN.
 */
fallible site_attach(const struct site *s);

/*
 * End whatever runs of it, and remove the run folder. Nothing running is fine.
 * The caller holds the lock of the place.
 */
fallible site_take_down(const struct place *p);
