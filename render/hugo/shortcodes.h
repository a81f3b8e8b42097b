/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The shortcodes there are: those that come with Hugo, and the site's own in
 * layouts/shortcodes.
 */
#pragma once

#include "render/hugo/content_tree.h"
#include "render/hugo/shortcode.h"

/* One of the site's own. */
struct shortcode_file {
	struct str name;
	const char *path;
	struct str text;
};

struct shortcodes {
	const struct shortcode_file *files;
	size_t len;
};

/* Read the files below layouts/shortcodes of @s, in its arena. */
fallible shortcodes_read(struct website *s, struct shortcodes *ret);

/* The template of @name: the site's, or one that comes with Hugo. False: there
 * is none. */
bool shortcodes_find(const struct shortcodes *all, struct str name,
		     struct str *ret_template, const char **ret_path);

/* "; did you mean 'NAME'?", or "". Free it. */
char *shortcodes_hint(const struct shortcodes *all, struct str name);
