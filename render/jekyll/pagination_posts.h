/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The documents that one pagination of jekyll-paginate-v2 shows: of some
 * collections, with some labels, in an order.
 */
#pragma once

#include "render/jekyll/page_value.h"
#include "render/model/node.h"

/* By @wish, `pagination` with all its defaults. In the site's arena. */
struct page_list pagination_posts(struct website *s, const struct data *wish);

/*
 * The words in @d, which is a list or text: text is split at ";" and ",", and
 * @spaced text at white space too. Each is as written, but for white space
 * around it. In @arena; some may be empty.
 */
struct node_list pagination_words(const struct data *d, bool spaced,
				  struct arena *arena);
