/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which layouts there are: the site's own and the theme's.
 */
#pragma once

#include "render/model/website.h"

/* Does the source have a layout, an include or a theme of its own choice? */
fallible layouts_has_own(int dir, const struct config *c, bool *ret);

/* Add the name of every layout below the layouts folder of the source, and of
 * the theme when the site is themed. */
fallible layouts_find(struct website *s);
