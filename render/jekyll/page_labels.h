/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The posts of a site by the tags or categories they share.
 */
#pragma once

#include "render/jekyll/page_value.h"

/* The posts that share a tag or category, newest first. */
struct page_label {
	struct str name;
	struct page_list posts;
};

/* In the order in which the oldest posts first have them. All zeros is empty.
 */
struct page_labels {
	struct page_label *labels;
	size_t len;
	size_t cap;
};

/* Group by the list @key, "tags" or "categories". The rows are in @arena. */
void page_labels_make(const struct website *s, const char *key,
		      struct arena *arena, struct page_labels *ret);

void page_labels_release(struct page_labels *l);
#define auto_page_labels __attribute__((cleanup(page_labels_release)))
