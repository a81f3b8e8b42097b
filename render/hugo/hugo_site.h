/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Reads a site in the layout of Hugo into the same model that Jekyll's become:
 * pages of its main sections are posts, and sections, taxonomies, terms, feeds
 * and the map of the site are pages. Its templates do not run; it wears the
 * default theme.
 */
#pragma once

#include "render/model/website.h"

/* Is there such a site in the folder? */
bool hugo_site_is_there(int dir);

/* As website_read(). */
fallible hugo_site_read(const struct website_source *source,
			struct build_report *report, struct website **ret);
