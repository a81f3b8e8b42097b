/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the menu of a Hugo site shows.
 */
#pragma once

#include "render/hugo/content_tree.h"

/*
 * Tell the site's theme, as `header_pages`: the entries of the main menu that
 * are pages of the site, or, without one, its sections and the pages at its
 * root.
 */
void menu_set(struct content_tree *t);
