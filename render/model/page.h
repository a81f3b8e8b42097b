/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A file that becomes a page: a plain page, a post, or a document of another
 * collection. Read-only once the site is read, so threads share it.
 */
#pragma once

#include <time.h>

#include "lib/arena.h"
#include "lib/buf.h"
#include "lib/conf.h"
#include "lib/data.h"
#include "render/model/config.h"
#include "render/model/zone.h"

struct collection;
struct highlighter;
struct page;
struct pager;

/* A row of pages, borrowed. */
struct page_list {
	const struct page **pages;
	size_t len;
};

/* What is asked of a page_writer. */
struct page_writing {
	const struct page *page;
	bool excerpt; /* only its beginning */
	const struct highlighter *highlighter;
	conf_doubt warn; /* thread-safe */
	void *host;
};

/* Makes HTML of the bodies of pages that are not written as Jekyll's are. Asked
 * by several threads. */
struct page_writer {
	fallible (*write)(const void *self, const struct page_writing *w,
			  struct buf *out);
	const void *self;
};

struct page {
	struct arena arena; /* of this page's own strings and trees */
	const struct collection *collection; /* NULL: a plain page */
	const char *path;    /* relative to the source: "_posts/2024-..." */
	struct str dir;      /* relative to the source, with a slash at its end
			      * unless it is the source itself */
	struct str name;     /* of the file */
	struct str basename; /* of the file, without extension */
	struct str ext;      /* with its dot */
	struct data data;    /* front matter over the defaults; map */
	struct str text;     /* of the whole file */
	struct timespec changed; /* when the file was written here */
	struct str content;      /* the body, raw */
	unsigned content_line;   /* of the file, where the body begins */
	const struct data *own_permalink; /* in its front matter; NULL: none */
	struct str excerpt;               /* the same, before the separator */
	bool has_excerpt;
	int64_t modified; /* when the file last was; seconds since the epoch */
	struct data_time date; /* of a document; in the site's zone */
	bool has_date;
	struct str slug;
	const struct str *categories;
	size_t categories_len;
	struct str url;        /* percent-encoded, begins with a slash */
	struct str output;     /* path of the file it becomes */
	struct str output_ext; /* with its dot */
	struct str id;
	size_t number; /* among all the pages of its site, from 0 */
	bool draft;
	bool generated;                     /* made by us: there is no file */
	const struct page *previous, *next; /* in its collection */
	const struct page_list *archive;    /* its posts; NULL: it is none */
	const struct pager *pager; /* NULL: it shows no part of the posts */
	const struct page_writer *writer; /* NULL: Liquid, then what its
					   * extension says */
};

/* What a page is read from, and by what rules. */
struct page_source {
	const struct config *config;
	const struct zone *zone;
	const struct collection *collection; /* NULL: a plain page */
	const char *type;        /* "pages", or the collection's label */
	const char *path;        /* relative to the source */
	struct str text;         /* of the whole file; copied */
	int64_t modified;        /* seconds since the epoch */
	struct timespec changed; /* when it was written here */
	int64_t site_time;
	struct build_report *report; /* for warnings; NULL: they are errors */
};

void page_free(struct page *p);
DEFINE_FREEP(page)
#define auto_page __attribute__((cleanup(page_freep)))

/* ERR_INPUT with its place: bad YAML, a bad date, a bad permalink. */
fallible page_read(const struct page_source *source, struct page **ret);

/* Does the name of a file begin like a date, "2024-1-31-", be it one or not? */
bool page_name_is_dated(struct str name);

/* Set @key in its front matter. Borrows both, the key with its NUL. */
void page_set(struct page *p, const char *key, struct data value);

/* The same file again as a plain page in another folder: @dir as in the struct,
 * borrowed, as is all of @p. */
fallible page_copy(const struct page *p, struct str dir, const struct config *c,
		   struct page **ret);

/* Does Markdown apply to it? */
bool page_is_markdown(const struct page *p, const struct config *c);

/* Is it HTML when it comes out? */
bool page_is_html(const struct page *p);
