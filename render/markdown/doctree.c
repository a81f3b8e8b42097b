/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/markdown/doctree.h"

#include "lib/buf.h"

struct doctree_node *doctree_new(struct arena *a, enum doctree_kind kind)
{
	struct doctree_node *n = arena_alloc(a, sizeof *n);

	n->kind = kind;
	return n;
}

void doctree_append(struct doctree_node *parent, struct doctree_node *child)
{
	child->parent = parent;
	child->previous = parent->last;
	child->next = NULL;
	if (parent->last)
		parent->last->next = child;
	else
		parent->first = child;
	parent->last = child;
}

void doctree_remove(struct doctree_node *n)
{
	if (n->previous)
		n->previous->next = n->next;
	else if (n->parent)
		n->parent->first = n->next;
	if (n->next)
		n->next->previous = n->previous;
	else if (n->parent)
		n->parent->last = n->previous;
	n->parent = n->next = n->previous = NULL;
}

struct doctree_attr *doctree_attr(const struct doctree_node *n, const char *key)
{
	for (struct doctree_attr *a = n->attrs; a; a = a->next)
		if (str_is(a->key, key))
			return a;
	return NULL;
}

void doctree_set_attr(struct arena *a, struct doctree_node *n, struct str key,
		      struct str value)
{
	struct doctree_attr **end = &n->attrs;
	auto_buf struct buf joined = { 0 };
	struct doctree_attr *attr;

	for (; *end; end = &(*end)->next) {
		if (!str_eq((*end)->key, key))
			continue;
		if (!str_is(key, "class")) {
			(*end)->value = value;
			return;
		}
		buf_add_str(&joined, (*end)->value);
		buf_putc(&joined, ' ');
		buf_add_str(&joined, value);
		(*end)->value = str_of(arena_strdup(a, buf_str(&joined)));
		return;
	}
	attr = arena_alloc(a, sizeof *attr);
	*attr = (struct doctree_attr){ .key = key, .value = value };
	*end = attr;
}

void doctree_insert(struct doctree_node *place, struct doctree_node *n)
{
	n->parent = place->parent;
	n->previous = place->previous;
	n->next = place;
	if (place->previous)
		place->previous->next = n;
	else if (place->parent)
		place->parent->first = n;
	place->previous = n;
}

bool doctree_refers_to(const struct doctree_node *n, const char *word)
{
	struct str rest = n->references, part;

	while (str_split(&rest, ' ', &part))
		if (str_is(part, word))
			return true;
	return false;
}
