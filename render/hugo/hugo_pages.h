/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The pages of a Hugo site as the model has them.
 */
#pragma once

#include "render/hugo/content_tree.h"

/*
 * Hand all pages of @t over to its site, with layouts, lists, neighbours and
 * redirects; @writer makes HTML of those that have a file.
 */
void hugo_pages_add(struct content_tree *t, const struct page_writer *writer);
