/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Where a page of a Hugo site goes.
 */
#pragma once

#include "render/hugo/content.h"

/* Fill in the URL and the file of its page, from all the rest. ERR_INPUT for a
 * permalink with what is no placeholder. */
fallible content_url_find(struct content *c, const struct hugo_config *cfg);

/* The first folder of its path: "" at the root. */
struct str content_url_section(const struct content *c);

/* Put @p at @path, as "tags/go/index.xml": its URL and its file. Borrows. */
void content_url_put(struct page *p, struct str path);

/* Append @path with single slashes, none at either end, and "." and ".."
 * resolved. */
void content_url_clean(struct str path, struct buf *out);
