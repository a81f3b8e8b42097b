/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/markdown/block/meaning_reader.h"

#include "render/markdown/block/block_line.h"
#include "render/markdown/block/list_line.h"

/* One list while it is read. */
struct meanings {
	struct block_reader *reader;
	struct doctree_node *node;
	struct doctree_node *item;
	struct doctree_node *blank; /* after the last item, in no tree */
	struct buf content;         /* of the item, as far as it is read */
	size_t column;              /* where the item's content begins */
	size_t spaces;              /* before the next colon, at most */
	bool as_paragraph;          /* an empty line is before the colon */
	bool after_blank;
	bool item_as_paragraph;
};

/* The paragraph before, which has the terms, an empty line at most behind it.
 */
static struct doctree_node *find_terms(const struct doctree_node *tree)
{
	struct doctree_node *last = tree->last;

	if (last && last->kind == DOCTREE_BLANK && last->number == 1)
		last = last->previous;
	return last && last->kind == DOCTREE_PARAGRAPH ? last : NULL;
}

static void add_terms(struct meanings *m, struct str lines)
{
	struct arena *a = m->reader->text->arena;
	struct str line;

	while (str_split(&lines, '\n', &line)) {
		struct doctree_node *term = doctree_new(a, DOCTREE_TERM);
		auto_buf struct buf text = { 0 };

		(void)list_line_first(a, line, 0, &text, &term->ials);
		term->text = str_trim(str_of(arena_strdup(a, buf_str(&text))));
		doctree_append(m->node, term);
	}
}

/* Turn what is read of the item into blocks. */
static void flush(struct meanings *m)
{
	struct block_reader *r = m->reader;
	struct doctree_node *i = m->item;

	if (!i)
		return;
	block_reader_descend(
		r, str_of(arena_strdup(r->text->arena, buf_str(&m->content))),
		i);
	buf_truncate(&m->content, 0);
	if (!i->first)
		return;
	m->blank = i->last->kind == DOCTREE_BLANK ? i->last : NULL;
	if (m->blank)
		doctree_remove(m->blank);
	if (i->first && i->first->kind == DOCTREE_PARAGRAPH)
		i->first->bare = !m->item_as_paragraph;
}

static bool begin_item(struct meanings *m)
{
	struct block_reader *r = m->reader;
	size_t marker = block_line_marker(r->rest, ':', m->spaces);
	struct str line;

	if (!marker)
		return false;
	flush(m);
	line = block_reader_take(r, block_line_len(r->rest));
	m->item = doctree_new(r->text->arena, DOCTREE_MEANING);
	m->item_as_paragraph = m->as_paragraph;
	doctree_append(m->node, m->item);
	m->column = list_line_first(r->text->arena, line, marker, &m->content,
				    &m->item->ials);
	m->spaces = m->column < 4 ? m->column - 1 : 3;
	m->as_paragraph = m->after_blank = false;
	return true;
}

/* Take the next line of the list, or say that there is none. */
static bool take_line(struct meanings *m)
{
	struct block_reader *r = m->reader;
	size_t len;

	if (begin_item(m))
		return true;
	if (block_line_end_mark(r->rest))
		return false;
	len = list_line_indented(r->rest, m->column);
	if (!len && !m->after_blank)
		len = list_line_lazy(r->rest, m->column);
	if (len) {
		(void)list_line_unindent(block_reader_take(r, len), m->column,
					 &m->content);
		m->as_paragraph = m->after_blank = false;
		return true;
	}
	len = block_line_blank(r->rest);
	if (len) {
		m->as_paragraph = m->after_blank = true;
		buf_add_str(&m->content, block_reader_take(r, len));
	}
	return len;
}

/* Put the list into the tree, or its items into a list just before it. */
static void place(struct meanings *m)
{
	struct doctree_node *tree = m->reader->tree;
	struct doctree_node *before = tree->last;
	struct doctree_node *n;

	if (before && before->kind == DOCTREE_BLANK && before->previous &&
	    before->previous->kind == DOCTREE_DEFINITIONS)
		before = before->previous;
	if (!before || before->kind != DOCTREE_DEFINITIONS) {
		doctree_append(tree, m->node);
	} else {
		if (before->next)
			doctree_remove(before->next);
		while ((n = m->node->first)) {
			doctree_remove(n);
			doctree_append(before, n);
		}
	}
	if (m->blank)
		doctree_append(tree, m->blank);
}

bool meaning_reader_read(struct block_reader *r)
{
	struct doctree_node *terms = find_terms(r->tree);
	struct meanings m = { .reader = r, .spaces = 3 };

	if (!block_line_marker(r->rest, ':', 3) || !terms)
		return false;
	m.node = block_reader_new(r, DOCTREE_DEFINITIONS);
	m.as_paragraph = terms->next;
	if (terms->next)
		doctree_remove(terms->next);
	doctree_remove(terms);
	add_terms(&m, terms->text);
	m.node->ials = terms->ials;
	while (r->rest.len && take_line(&m))
		;
	flush(&m);
	place(&m);
	buf_release(&m.content);
	return true;
}
