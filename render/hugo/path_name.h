/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Names as they stand in the paths of a Hugo site.
 */
#pragma once

#include "render/hugo/hugo_config.h"

/*
 * Append @s as part of a path: letters, marks, digits and "./\_#+~-@" stay,
 * white space becomes a hyphen, all else goes; in lower case unless the site
 * wants it kept.
 */
void path_name_add(const struct hugo_config *c, struct str s, struct buf *out);

/* Append @path with what may not stand in a URL percent-encoded. */
void path_name_escape(struct str path, struct buf *out);

/* How Hugo orders names: without regard to accents and case, then with it; what
 * is no letter or digit first. */
int path_name_compare(struct str a, struct str b);

/* Append @s in the plural, in English. */
void path_name_plural(struct str s, struct buf *out);
