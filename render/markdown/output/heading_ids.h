/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * An id for every heading, by the rules of kramdown's GFM parser.
 */
#pragma once

#include "render/markdown/doctree.h"
#include "render/markdown/markdown.h"
#include "render/markdown/name_table.h"

/* The ids given so far. All zeros but @arena is none. */
struct heading_ids {
	struct arena *arena;
	struct str prefix;
	bool of_source; /* not of what it says */
	struct name_table used;
	struct name_table used_plain;
};

void heading_ids_release(struct heading_ids *ids);

/* Give heading @n an id made of @text: by GitHub's rule or, if @plain, by
 * kramdown's own, from the first letter on and in ASCII. */
void heading_ids_give(struct heading_ids *ids, struct doctree_node *n,
		      struct str text, bool plain);

/* Give the terms of lists marked {:auto_ids} or {:auto_ids-prefix} ids. */
void heading_ids_name_terms(struct arena *a, struct doctree_node *root);

/* Give each heading that has none an id, unique among those given here. */
void heading_ids_assign(struct arena *a, const struct markdown_options *o,
			struct doctree_node *root);
