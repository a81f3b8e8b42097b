/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Everything a site's source says, read once. Read-only afterwards, so threads
 * share it.
 */
#pragma once

#include <sys/stat.h>

#include "lib/build_report.h"
#include "lib/source_volume.h"
#include "render/model/broken_pages.h"
#include "render/model/collection.h"
#include "render/model/config.h"
#include "render/model/page.h"

/* Of a file that is read as text. */
#define WEBSITE_MAX_PAGE_BYTES (16u << 20)

/* A file that is published as it is. */
struct static_file {
	const char *path; /* relative to its folder */
	bool in_theme;    /* its folder is the theme, not the source */
	struct str output;
	struct str url; /* not encoded */
	struct str name, basename, ext;
	struct str collection;     /* its label; empty: none */
	struct data_time modified; /* in the site's zone */
	struct timespec changed;   /* when it was written here */
};

/* A layout's file, by its name in front matter. */
struct layout_file {
	struct str name;
	const char *path;
	bool in_theme;
};

/* Where a site is read from. Borrowed, and must outlive the site. */
struct website_source {
	int dir;
	int theme;  /* the default theme's folder; -1: none */
	int themes; /* a folder of themes by their names; -1: none */
	const struct source_state *state; /* NULL: a plain folder */
	int64_t now; /* decides which posts are due; seconds since the epoch */
	const char *asked; /* a file whose fate is asked for; NULL: none */
	struct broken_pages *broken; /* NULL: what is wrong is just reported */
};

struct website {
	struct arena arena;
	struct website_source source;
	struct config config;
	struct zone *zone;   /* NULL: UTC */
	int64_t time;        /* `site.time`: the commit's, or @now */
	int64_t next_due;    /* when the next hidden post is due; 0: none is */
	int theme;           /* fills in what is missing; -1: none */
	bool bare;           /* it has no layout and no theme of its own */
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
	struct data data;     /* of the data folder; map */
	const char *left_out; /* why the file asked for is; NULL: it is not */
};

/* NULL is fine. */
void website_free(struct website *s);
DEFINE_FREEP(website)
#define auto_website __attribute__((cleanup(website_freep)))

/*
 * Read a whole site. A file that is wrong is added to the broken pages, or
 * reported, and left out;
 * errors returned are those that leave no site at all.
 */
fallible website_read(const struct website_source *source,
		      struct build_report *report, struct website **ret);

/*
 * The steps before the first file is read, for readers of other layouts: an
 * empty site whose `config` is to be filled in, in its arena; then its zone,
 * collections, theme and layouts.
 */
struct website *website_new(const struct website_source *source);
fallible website_prepare(struct website *s, struct build_report *report);

/* NULL when there is none. */
const struct collection *website_collection(const struct website *s,
					    struct str label);
const struct layout_file *website_layout(const struct website *s,
					 struct str name);

/* Is a plugin of Jekyll's wanted? A bare site has those that GitHub Pages gives
 * to every site. */
bool website_has_plugin(const struct website *s, const char *name);

/* Take @p as a plain page. */
void website_add_page(struct website *s, struct page *p);

/* The file at @path, or all below it, is no part of the site. */
void website_leave_out(struct website *s, const char *path, const char *why);

/* The time of the commit that last changed the file at @path, else that of the
 * file, of which @st tells; of a theme's file the site's. */
int64_t website_modified_time(const struct website *s, const char *path,
			      bool in_theme, const struct stat *st);

/* Number every page and document, when all are there. Returns how many. */
size_t website_number_pages(struct website *s);
