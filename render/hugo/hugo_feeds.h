/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a Hugo site has beside pages to read: RSS feeds, the map of the site,
 * the page for what is not there, and robots.txt.
 */
#pragma once

#include "render/hugo/content_tree.h"

/* Add them to the site of @t, whose lists are filled. */
fallible hugo_feeds_add(struct content_tree *t);
