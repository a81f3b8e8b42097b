/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/markdown/goldmark/goldmark_definitions.h"

static bool is_marked(const struct doctree_node *n)
{
	return n && n->kind == DOCTREE_TEXT && str_starts(n->text, ": ");
}

static bool is_list(const struct doctree_node *paragraph)
{
	for (const struct doctree_node *n = paragraph->first; n; n = n->next)
		if (n->kind == DOCTREE_SOFT_BREAK && is_marked(n->next))
			return !is_marked(paragraph->first);
	return false;
}

/* Move the spans of one line of @from, without its break, to @to. */
static void move_line(struct doctree_node *from, struct doctree_node *to)
{
	while (from->first) {
		struct doctree_node *n = from->first;
		const bool ends = n->kind == DOCTREE_SOFT_BREAK;

		doctree_remove(n);
		if (ends)
			return;
		doctree_append(to, n);
	}
}

static void skip_mark(struct str *text)
{
	*text = str_from(*text, 1);
	while (text->len && (*text->data == ' ' || *text->data == '\t'))
		*text = str_from(*text, 1);
}

static void move_lines(struct arena *a, struct doctree_node *from,
		       struct doctree_node *list)
{
	struct doctree_node *paragraph = NULL;
	bool is_term = true;

	while (from->first) {
		struct doctree_node *n;

		if (is_marked(from->first)) {
			skip_mark(&from->first->text);
			is_term = false;
			paragraph = NULL;
		}
		if (is_term) {
			n = doctree_new(a, DOCTREE_TERM);
			doctree_append(list, n);
			move_line(from, n);
			continue;
		}
		if (paragraph) {
			doctree_append(paragraph,
				       doctree_new(a, DOCTREE_SOFT_BREAK));
		} else {
			n = doctree_new(a, DOCTREE_MEANING);
			paragraph = doctree_new(a, DOCTREE_PARAGRAPH);
			paragraph->bare = true;
			doctree_append(n, paragraph);
			doctree_append(list, n);
		}
		move_line(from, paragraph);
	}
}

static void turn(struct arena *a, struct doctree_node *paragraph)
{
	struct doctree_node *list = paragraph->previous;

	if (!list || list->kind != DOCTREE_DEFINITIONS) {
		list = doctree_new(a, DOCTREE_DEFINITIONS);
		doctree_insert(paragraph, list);
	}
	move_lines(a, paragraph, list);
	doctree_remove(paragraph);
}

void goldmark_definitions_find(struct arena *a, struct doctree_node *root)
{
	struct doctree_node *next;

	for (struct doctree_node *n = root->first; n; n = next) {
		next = n->next;
		if (n->kind == DOCTREE_PARAGRAPH && is_list(n))
			turn(a, n);
		else if (doctree_is_block(n))
			goldmark_definitions_find(a, n);
	}
}
