/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A page of a Hugo site while the site is read: what its front matter says in
 * Hugo's terms, and the page of the model that it becomes.
 */
#pragma once

#include "render/hugo/hugo_config.h"
#include "render/model/page.h"

enum content_kind {
	CONTENT_PAGE,
	CONTENT_HOME,
	CONTENT_SECTION,
	CONTENT_TAXONOMY, /* lists its terms */
	CONTENT_TERM,
};

struct content;

/* A row of them; all zeros is empty. */
struct content_list {
	struct content **items;
	size_t len, cap;
};

struct content {
	enum content_kind kind;
	struct page *page;
	bool taken;              /* the site has it */
	struct content *section; /* the innermost it is in; NULL: home */
	struct str dir;    /* below the content folder, "posts/sub"; of a bundle
			    * or a section its own */
	struct str name;   /* the file's, without extension; of a bundle its
			    * folder's */
	bool bundle;       /* a folder of its own */
	struct data front; /* its front matter, over what is handed down */
	struct str title, link_title;
	int64_t weight;
	struct data_time date, modified; /* if has_date, has_modified */
	bool has_date, has_modified;
	bool own_date;           /* it was not taken from what it lists */
	int64_t publish, expiry; /* seconds since the epoch; 0: none */
	bool unlisted, unrendered;
	struct content_list terms;  /* it is listed under */
	struct page_list list;      /* what it lists */
	struct content_list listed; /* the same, while it is filled */
};

void content_list_add(struct content_list *l, struct content *c);

/* What a content is read from, and by what rules. */
struct content_source {
	const struct hugo_config *config;
	const struct zone *zone;
	struct build_report *report;
	struct arena *arena; /* of the site: the content lives there */
	enum content_kind kind;
	const char *path; /* relative to the site; NULL: there is no file */
	struct str text;  /* of the file; copied */
	struct str dir, name;
	bool bundle;
	struct content *section;
	struct data cascade; /* handed down; null: nothing is */
};

/* Read a content, all but where it goes. The page in it is the caller's.
 * ERR_INPUT with its place: bad front matter, a bad date. */
fallible content_read(const struct content_source *from, struct content **ret);

/*
 * Why it is not published at @now; NULL: it is. *@ret_next becomes the moment
 * at which that changes; 0: it does not.
 */
const char *content_refusal(const struct content *c,
			    const struct hugo_config *cfg, int64_t now,
			    int64_t *ret_next);

/* Set @c's date, as the site's pages show it. */
void content_set_dates(struct content *c, const struct data_time *date,
		       const struct data_time *modified);

/* Put them in Hugo's order: by weight, the newest first, by title. */
void content_sort(struct content **items, size_t len);
