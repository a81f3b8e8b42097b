/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the home page, sections, taxonomies and terms of a Hugo site list.
 */
#pragma once

#include "render/hugo/content_tree.h"

/* Make the pages of all taxonomies and terms, put everything in order, and fill
 * in the lists and the dates that come from them. */
fallible content_lists_fill(struct content_tree *t);
