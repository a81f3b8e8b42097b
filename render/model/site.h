/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Everything a site's source says, read once. Read-only afterwards, so threads
 * share it.
 */
#pragma once

#include "lib/build_report.h"
#include "lib/source_volume.h"
#include "render/model/collection.h"
#include "render/model/config.h"
#include "render/model/page.h"

#define SITE_MAX_PAGE_BYTES (16u << 20) /* of a file that is read as text */

/* A file that is published as it is. */
struct static_file {
	const char *path; /* relative to its folder */
	bool in_theme;    /* its folder is the theme, not the source */
	struct str output;
	struct str url; /* not encoded */
	struct str name, basename, ext;
	struct str collection;     /* its label; empty: none */
	struct data_time modified; /* in the site's zone */
};

/* A layout's file, by its name in front matter. */
struct layout_file {
	struct str name;
	const char *path;
	bool in_theme;
};

/* Where a site is read from. Borrowed, and must outlive the site. */
struct site_source {
	int dir;
	int theme; /* the default theme's folder; -1: none */
	const struct source_state *state; /* NULL: a plain folder */
	int64_t now; /* decides which posts are due; seconds since the epoch */
};

struct site {
	struct arena arena;
	struct site_source source;
	struct config config;
	struct zone *zone;   /* NULL: UTC */
	int64_t time;        /* `site.time`: the commit's, or @now */
	int64_t next_due;    /* when the next hidden post is due; 0: none is */
	bool themed;         /* the default theme fills in what is missing */
	struct page **pages; /* by name; owned */
	size_t pages_len;
	size_t pages_cap;
	struct collection *collections; /* in order of their labels */
	size_t collections_len;
	struct collection *posts;         /* one of them */
	struct static_file *static_files; /* by path */
	size_t static_files_len;
	size_t static_files_cap;
	struct layout_file *layouts; /* the site's own, then the theme's */
	size_t layouts_len;
	size_t layouts_cap;
	struct data data; /* of the data folder; map */
};

/* NULL is fine. */
void site_free(struct site *s);
DEFINE_FREEP(site)
#define auto_site __attribute__((cleanup(site_freep)))

/*
 * Read a whole site. A file that is wrong is reported to @report and left out;
 * errors returned are those that leave no site at all.
 */
fallible site_read(const struct site_source *source,
		   struct build_report *report, struct site **ret);

/* NULL when there is none. */
const struct collection *site_collection(const struct site *s,
					 struct str label);
const struct layout_file *site_layout(const struct site *s, struct str name);

/* Take @p as a plain page. */
void site_add_page(struct site *s, struct page *p);

/* Number every page and document, when all are there. Returns how many. */
size_t site_number_pages(struct site *s);
