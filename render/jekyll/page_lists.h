/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The rows of pages that templates ask a site for, made once in a build.
 */
#pragma once

#include "render/jekyll/page_labels.h"

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
