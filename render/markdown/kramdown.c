/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/markdown/kramdown.h"

/* Does an empty line come after the first block of @item, inside the item or
 * before the next one? */
static bool has_blank_after_first(const struct doctree_node *item)
{
	const struct doctree_node *after = item->first->next;

	if (!after)
		after = item->next;
	return after && after->line > item->first->end_line + 1;
}

static bool is_any_tight_before(const struct doctree_node *item)
{
	for (const struct doctree_node *i = item->previous; i; i = i->previous)
		if (i->tight || !i->first ||
		    i->first->kind != DOCTREE_PARAGRAPH)
			return true;
	return false;
}

/* An item is tight unless an empty line follows its first paragraph; the last
 * one, which nothing follows, is like those before it. */
static bool is_tight(const struct doctree_node *item)
{
	if (!item->first || item->first->kind != DOCTREE_PARAGRAPH)
		return true;
	if (has_blank_after_first(item))
		return false;
	return item->next || !item->previous || is_any_tight_before(item);
}

static void adapt_list(struct doctree_node *list)
{
	for (struct doctree_node *i = list->first; i; i = i->next)
		i->tight = is_tight(i);
}

/* A backslash that stands for itself at the end of a line was written as two.
 */
static void adapt_break(struct doctree_node *n)
{
	struct doctree_node *text = n->previous;

	if (!text || text->kind != DOCTREE_TEXT || !str_ends(text->text, "\\"))
		return;
	text->text.len--;
	n->kind = DOCTREE_LINE_BREAK;
}

static void adapt_emphasis(struct doctree_node *n)
{
	struct doctree_node *inner = n->first;

	if (!inner || inner->next || inner->kind != DOCTREE_STRONG)
		return;
	inner->kind = DOCTREE_EMPHASIS;
	n->kind = DOCTREE_STRONG;
}

void kramdown_adapt(struct doctree_node *root)
{
	if (root->kind == DOCTREE_LIST)
		adapt_list(root);
	else if (root->kind == DOCTREE_SOFT_BREAK)
		adapt_break(root);
	else if (root->kind == DOCTREE_EMPHASIS)
		adapt_emphasis(root);
	for (struct doctree_node *c = root->first; c; c = c->next)
		kramdown_adapt(c);
}
