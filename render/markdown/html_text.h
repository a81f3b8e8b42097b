/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Text and attributes in HTML.
 */
#pragma once

#include "lib/buf.h"
#include "render/markdown/doctree.h"

/* Append @s with & < > and, in attributes, " escaped. */
void html_text_escape(struct str s, bool in_attribute, struct buf *out);

/* The length of the entity at the front of @s, which begins with &, or 0. */
size_t html_text_entity(struct str s);

/* Append @s with & < > and " escaped, but for the entities in it. */
void html_text_escape_marks(struct str s, struct buf *out);

/* Append ' key="value"'. */
void html_text_attr(const char *key, struct str value, struct buf *out);

/* Append what the author gave @n, but for attribute @except. */
void html_text_attrs(const struct doctree_node *n, const char *except,
		     struct buf *out);
