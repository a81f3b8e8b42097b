/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The rows of pages that templates ask a site for, made once in a build.
 */
#pragma once

#include "render/jekyll/page_value.h"

/* The posts that share a tag or category, newest first. */
struct page_label {
	struct str name;
	struct page_list posts;
};

struct page_labels {
	struct page_label *labels; /* in the order they first appear */
	size_t len;
	size_t cap;
};

struct page_lists {
	struct arena arena;
	struct page_list posts; /* newest first */
	struct page_list pages;
	struct page_list html_pages;
	struct page_list documents;    /* of all collections */
	struct page_list *collections; /* as site->collections */
	struct page_labels tags;
	struct page_labels categories;
};

struct page_lists *page_lists_new(const struct website *s);

/* NULL is fine. */
void page_lists_free(struct page_lists *l);
