/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The part of the posts that one page of several shows: `paginator`.
 */
#pragma once

#include "render/jekyll/page_value.h"

/* A page that is linked to by its number. */
struct pager_stop {
	size_t number;
	struct str path;
	const struct data *title; /* NULL: nil */
};

struct pager {
	size_t number; /* of the page, from 1 */
	size_t total_pages;
	size_t per_page;
	size_t total_posts;
	struct page_list posts;
	struct str previous_path, next_path;    /* URLs; empty: there is none */
	struct str path, first_path, last_path; /* of version 2 alone */
	const struct pager_stop *trail;         /* the pages around this one */
	size_t trail_len;
};

/* NULL is nil. */
struct value pager_value(const struct pager *p, struct arena *arena);
