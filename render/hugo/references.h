/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Pages by the paths that ref and relref name them by.
 */
#pragma once

#include "render/hugo/content_tree.h"

struct reference {
	struct str path; /* below the content folder, without extension */
	const struct content *content;
};

struct references {
	struct reference *items;
	size_t len;
};

/* Those of @t; lives as long as its site. */
struct references references_make(const struct content_tree *t);

/*
 * The page that @path, without a fragment, means on page @from: from the root
 * when it begins with a slash, else from the page's folder, from the root, or
 * by the name alone. NULL: none.
 */
const struct page *references_find(const struct references *r,
				   const struct page *from, struct str path);
