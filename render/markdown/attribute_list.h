/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Attribute lists: .class #id key="value" reference.
 */
#pragma once

#include "render/markdown/doctree.h"
#include "render/markdown/name_table.h"

#define ATTRIBUTE_LIST_MAX_NODE 4096          /* bytes for one node */
#define ATTRIBUTE_LIST_MAX_TEXT (1024 * 1024) /* bytes in one text */

/* All zeros but for the arena is how it begins. */
struct attribute_list {
	struct arena *arena;
	struct name_table named; /* of struct doctree_ial, for references */
	size_t bytes;            /* applied so far */
	bool is_exceeded;        /* a limit is passed */
};

/* Add @body to a chain of lists, which is kept newest first. */
void attribute_list_add(struct arena *a, struct doctree_ial **chain,
			struct str body);

/* Give @n what the lists in @chain say. A bare word brings in what is named so,
 * and is noted in the node's references. */
void attribute_list_apply(struct attribute_list *l,
			  const struct doctree_ial *chain,
			  struct doctree_node *n);

/* The length of the name at the front of @s: word characters and "-". */
size_t attribute_list_name_len(struct str s);
