/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Pages, documents and static files as templates see them. Nothing is copied:
 * bodies and excerpts are rendered when they are read.
 */
#pragma once

#include "render/jekyll/build.h"

/* NULL is nil. */
struct value page_value(const struct page *p);
struct value static_file_value(const struct static_file *f);

struct value page_list_value(const struct page_list *l);

/* The page or document behind @v; NULL when it is something else. */
const struct page *page_of_value(struct value v);
