/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Where the pages are that jekyll-paginate-v2 makes of one, and how links name
 * them.
 */
#pragma once

#include "render/model/page.h"

/* Strings live in @arena. */
struct pagination_paths {
	struct arena *arena;
	size_t pages;
	struct str index, ext; /* "index", ".html": of files; may be empty */
	struct str home, next; /* "/blog/" and "/blog/page:num/" */
};

/* Those of page @p by @wish, `pagination` with all its defaults. */
struct pagination_paths pagination_paths_find(const struct page *p,
					      const struct data *wish,
					      size_t pages,
					      struct arena *arena);

/* As links have page @number; the first is at home when @first. Empty: there
 * is no such page. */
struct str pagination_paths_link(const struct pagination_paths *p,
				 size_t number, bool first);

/* The file itself. */
struct str pagination_paths_file(const struct pagination_paths *p,
				 size_t number);

/* @text with @title for the first ":title", @number for ":num", and for ":max"
 * how many there are. */
struct str pagination_paths_title(const struct pagination_paths *p,
				  struct str text, struct str title,
				  size_t number);
