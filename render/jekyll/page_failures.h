/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The pages that could not be made, gathered by all threads, and whose fault
 * each of them is.
 */
#pragma once

#include "render/model/website.h"

struct page_failures;

struct page_failures *page_failures_new(void);

/* NULL is fine. */
void page_failures_free(struct page_failures *f);

/* Page @p, which must outlive @f, was not made: takes @e. Thread-safe. */
void page_failures_add(struct page_failures *f, const struct page *p,
		       struct err *e);

/*
 * Empty it into the broken pages of @site: the page that is wrong is the one
 * whose file has the fault, which may be another that was read on the way. A
 * fault in a file that is no page (a layout, an include) breaks the one page
 * that meets it; when several do, it is the site's, and so an error of
 * @report. Without broken pages all are.
 */
void page_failures_settle(struct page_failures *f, const struct website *site,
			  struct build_report *report);
