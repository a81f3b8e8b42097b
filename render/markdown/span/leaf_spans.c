/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/markdown/span/leaf_spans.h"

#include "lib/buf.h"

struct filler {
	struct arena *arena;
	struct definitions *definitions;
	struct span_reader reader;
	bool too_deep;
};

/* A list after text is text itself. */
static void revert(struct arena *a, struct doctree_node *n)
{
	auto_buf struct buf text = { 0 };

	buf_puts(&text, "{:");
	buf_add_str(&text, n->text);
	buf_putc(&text, '}');
	n->kind = DOCTREE_TEXT;
	n->text = str_of(arena_strdup(a, buf_str(&text)));
}

static void apply_list(struct filler *f, struct doctree_node *list)
{
	struct doctree_node *to = list->previous;

	if (!to || to->kind == DOCTREE_TEXT || to->kind == DOCTREE_SOFT_BREAK ||
	    to->kind == DOCTREE_LINE_BREAK) {
		revert(f->arena, list);
		return;
	}
	attribute_list_add(f->arena, &to->ials, list->text);
	doctree_remove(list);
}

static void finish_spans(struct filler *f, struct doctree_node *n)
{
	struct doctree_node *next;

	for (struct doctree_node *c = n->first; c; c = next) {
		next = c->next;
		if (c->kind == DOCTREE_ATTRIBUTES)
			apply_list(f, c);
	}
	for (struct doctree_node *c = n->first; c; c = c->next) {
		attribute_list_apply(&f->definitions->attributes, c->ials, c);
		finish_spans(f, c);
	}
}

static bool has_spans(const struct doctree_node *n)
{
	return n->kind == DOCTREE_PARAGRAPH || n->kind == DOCTREE_LOOSE_TEXT ||
	       n->kind == DOCTREE_HEADING || n->kind == DOCTREE_TERM ||
	       n->kind == DOCTREE_CELL;
}

static void fill(struct filler *f, struct doctree_node *n)
{
	attribute_list_apply(&f->definitions->attributes, n->ials, n);
	if (has_spans(n)) {
		if (n->text.len)
			f->too_deep =
				!span_reader_read(&f->reader, n->text, n) ||
				f->too_deep;
		finish_spans(f, n);
		return;
	}
	for (struct doctree_node *c = n->first; c; c = c->next)
		fill(f, c);
}

fallible leaf_spans_read(struct arena *a, struct definitions *d,
			 struct doctree_node *root)
{
	auto_markdown_cmark struct markdown_cmark *cmark =
		markdown_cmark_new(a);
	struct filler f = { .arena = a,
			    .definitions = d,
			    .reader = { a, d, cmark } };

	fill(&f, root);
	for (size_t i = 0; i < d->footnotes.cap; i++)
		if (d->footnotes.entries[i].value)
			fill(&f, d->footnotes.entries[i].value);
	if (f.too_deep)
		return err_new(&ERR_INPUT, "spans are nested too deeply");
	if (d->attributes.is_exceeded)
		return err_new(&ERR_INPUT, "the attribute lists are too long");
	return NULL;
}
