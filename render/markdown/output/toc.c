/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/markdown/output/toc.h"

#include "lib/buf.h"

static struct doctree_node *find_marked(struct doctree_node *n)
{
	if (n->kind == DOCTREE_LIST && doctree_refers_to(n, "toc"))
		return n;
	for (struct doctree_node *c = n->first; c; c = c->next) {
		struct doctree_node *found =
			doctree_is_block(c) ? find_marked(c) : NULL;

		if (found)
			return found;
	}
	return NULL;
}

static bool is_listed(const struct markdown_options *o,
		      const struct doctree_node *n)
{
	const struct doctree_attr *class = doctree_attr(n, "class");

	return n->kind == DOCTREE_HEADING && doctree_attr(n, "id") &&
	       !(o->hidden_levels & 1u << n->number) &&
	       !(class &&
		 str_find(class->value, str_of("no_toc")) < class->value.len);
}

/* Copy the spans below @from: no links, no footnotes. */
static void copy_spans(struct arena *a, const struct doctree_node *from,
		       struct doctree_node *to)
{
	for (const struct doctree_node *c = from->first; c; c = c->next) {
		struct doctree_node *copy;

		if (c->kind == DOCTREE_FOOTNOTE_REF)
			continue;
		if (c->kind == DOCTREE_LINK) {
			copy_spans(a, c, to);
			continue;
		}
		copy = doctree_new(a, c->kind);
		copy->text = c->text;
		copy->url = c->url;
		copy->title = c->title;
		copy->attrs = c->attrs;
		copy_spans(a, c, copy);
		doctree_append(to, copy);
	}
}

static struct doctree_node *make_item(struct arena *a,
				      const struct doctree_node *heading)
{
	const struct str id = doctree_attr(heading, "id")->value;
	struct doctree_node *item = doctree_new(a, DOCTREE_ITEM);
	struct doctree_node *link = doctree_new(a, DOCTREE_LINK);
	auto_buf struct buf text = { 0 };

	buf_printf(&text, "#%.*s", STR_FMT(id));
	link->url = str_of(arena_strdup(a, buf_str(&text)));
	buf_truncate(&text, 0);
	buf_printf(&text, "markdown-toc-%.*s", STR_FMT(id));
	doctree_set_attr(a, link, str_of("id"),
			 str_of(arena_strdup(a, buf_str(&text))));
	copy_spans(a, heading, link);
	doctree_append(item, link);
	item->number = heading->number;
	link->bare = true;
	return item;
}

/*
 * Hang @item into the tree of lists whose last leaf is @last: below the nearest
 * item of a higher level.
 */
static void hang(struct arena *a, struct doctree_node *top,
		 struct doctree_node *last, struct doctree_node *item)
{
	struct doctree_node *list = top;

	while (last && last->number >= item->number)
		last = last->parent == top ? NULL : last->parent->parent;
	if (last) {
		list = last->last;
		if (list->kind != DOCTREE_LIST) {
			list = doctree_new(a, DOCTREE_LIST);
			list->ordered = top->ordered;
			doctree_append(last, list);
		}
	}
	doctree_append(list, item);
}

struct toc {
	struct arena *arena;
	const struct markdown_options *options;
	struct doctree_node *top;  /* the list that stands for it */
	struct doctree_node *last; /* item */
};

static void collect(struct toc *t, struct doctree_node *n)
{
	for (struct doctree_node *c = n->first; c; c = c->next) {
		if (is_listed(t->options, c)) {
			struct doctree_node *item = make_item(t->arena, c);

			hang(t->arena, t->top, t->last, item);
			t->last = item;
		} else if (doctree_is_block(c) && c != t->top) {
			collect(t, c);
		}
	}
}

void toc_insert(struct arena *a, const struct markdown_options *o,
		struct doctree_node *root)
{
	struct doctree_node *top = find_marked(root);
	struct toc toc = { .arena = a, .options = o, .top = top };

	if (!top)
		return;
	top->first = top->last = NULL;
	if (!doctree_attr(top, "id"))
		doctree_set_attr(a, top, str_of("id"), str_of("markdown-toc"));
	collect(&toc, root);
	if (!toc.last)
		doctree_remove(top);
}
