/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The part of the posts that one page of several shows: `paginator`.
 */
#pragma once

#include "render/jekyll/page_value.h"

struct pager {
	size_t number; /* of the page, from 1 */
	size_t total_pages;
	size_t per_page;
	size_t total_posts;
	struct page_list posts;
	struct str previous_path, next_path; /* URLs; empty: there is none */
};

/* NULL is nil. */
struct value pager_value(const struct pager *p, struct arena *arena);
