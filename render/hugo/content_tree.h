/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The content folder of a Hugo site: its pages and their sections, with the
 * files beside them.
 */
#pragma once

#include "render/hugo/content.h"
#include "render/model/website.h"

struct content_tree {
	struct website *site;
	const struct hugo_config *config;
	struct build_report *report;
	struct content_list pages;    /* regular ones, in Hugo's order */
	struct content_list sections; /* home is the first */
	struct content_list taxonomies;
	struct content_list terms;
};

/* Frees the pages that the site has not taken. */
void content_tree_release(struct content_tree *t);
#define auto_content_tree __attribute__((cleanup(content_tree_release)))

/* Put @c, whose page is taken, at its URL and into its list. ERR_INPUT when it
 * has none. */
fallible content_tree_add(struct content_tree *t, struct content *c);

/* Add a page of @kind in @dir that no file is behind. */
fallible content_tree_make(struct content_tree *t, enum content_kind kind,
			   struct str dir, struct str title,
			   struct content **ret);

/* Of all that is not a regular page the one at @dir; NULL: there is none. */
struct content *content_tree_find(const struct content_list *l, struct str dir);
