/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A page that no file of the site is behind.
 */
#pragma once

#include "render/model/website.h"

struct generated_page {
	struct str path;            /* relative to the source */
	const char *front_matter;   /* lines of YAML */
	const char *const *content; /* pieces of Liquid, ended by NULL */
};

/* Make one that is not part of @s yet. */
fallible generated_page_make(const struct website *s,
			     const struct generated_page *g, struct page **ret);

/* Does something of the site answer at @path? */
bool generated_page_is_taken(const struct website *s, struct str path);

/* Add it to @s, unless something of the site answers at its path. */
fallible generated_page_add(struct website *s, const struct generated_page *g);
