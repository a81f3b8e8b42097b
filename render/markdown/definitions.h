/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a text defines for use elsewhere in it: links, footnotes, abbreviations,
 * attribute lists, and its options.
 */
#pragma once

#include "render/markdown/attribute_list.h"
#include "render/markdown/markdown.h"

struct definitions {
	struct attribute_list attributes;
	struct name_table links;         /* of DOCTREE_LINK */
	struct name_table footnotes;     /* of DOCTREE_FOOTNOTE */
	struct name_table abbreviations; /* of DOCTREE_ABBREVIATION */
	struct markdown_options options;
};

void definitions_release(struct definitions *d);
#define auto_definitions __attribute__((cleanup(definitions_release)))

/* Links are found by their names in lower case, white space as one space. */
void definitions_add_link(struct definitions *d, struct str id,
			  struct doctree_node *link);
const struct doctree_node *definitions_find_link(const struct definitions *d,
						 struct str id);
