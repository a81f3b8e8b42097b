/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A site on this machine, up or down.
 */
#pragma once

#include <stdbool.h>

#include "blogctl/site/place.h"
#include "blogctl/site/site_config.h"
#include "lib/err.h"

extern const struct err_tag BLOG_DOWN;

/* All zeros is empty. */
struct blog {
	struct place place;
	struct site_config config;
};

void blog_release(struct blog *s);
#define auto_blog __attribute__((cleanup(blog_release)))

/* ERR_NOT_FOUND: nobody ever put up a site of that name. */
fallible blog_open(const struct place_env *env, const char *name,
		   struct blog *ret);

/* Whether it was put up and not taken down since. */
bool blog_is_up(const struct place *p);

/* BLOG_DOWN, which says how to put it up. */
fallible blog_check_up(const struct place *p);

/* Takes @e, what kept us from doing something with the site; gives BLOG_DOWN
 * in its stead if somebody has taken the site down. */
fallible blog_blame(const struct place *p, struct err *e);

/*
 * Make sure that the site, which is up, has a supervisor and answers: when the
 * supervisor was killed, a new one adopts what runs. BLOG_DOWN, ARRIVAL_DOWN.
 */
fallible blog_attach(const struct blog *s);

/* The same for one who holds the lock of the place; does not wait until it
 * answers. */
fallible blog_attach_locked(const struct blog *s);

/* End whatever runs of it; nothing running is fine. The caller holds the lock
 * of the place, as for the next. */
fallible blog_end(const struct place *p);

/* The same, and remove the run folder, and the lock with it. */
fallible blog_take_down(const struct place *p);
