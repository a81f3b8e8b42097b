/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The templates of the plugins we have built in, in Liquid. Each is in pieces,
 * ended by NULL, because compilers need not take strings that long.
 */
#pragma once

/* {% seo %}: a page's title and metadata for search engines; the variable
 * tag_options has what was written in the tag. */
extern const char *const builtin_seo[];

/* {% feed_meta %}: the link to the feed. */
extern const char *const builtin_feed_meta[];

/* The Atom feed, the sitemap, and a robots.txt that names it. */
extern const char *const builtin_feed[];
extern const char *const builtin_sitemap[];
extern const char *const builtin_robots[];

/* The front page of a site that has none: the layout does everything. */
extern const char *const builtin_index[];

/* A page that leads to page.redirect.to, in one piece. */
extern const char *const builtin_redirect[];
