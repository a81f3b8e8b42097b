/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/hugo/content_tree.h"

#include <stdlib.h>

#include "render/hugo/content_url.h"
#include "render/model/node.h"

static void free_pages(struct content_list *l)
{
	for (size_t i = 0; i < l->len; i++)
		if (!l->items[i]->taken)
			page_free(l->items[i]->page);
	free(l->items);
	*l = (struct content_list){ .items = NULL };
}

void content_tree_release(struct content_tree *t)
{
	free_pages(&t->pages);
	free_pages(&t->sections);
	free_pages(&t->taxonomies);
	free_pages(&t->terms);
}

struct content *content_tree_find(const struct content_list *l, struct str dir)
{
	for (size_t i = 0; i < l->len; i++)
		if (str_eq(l->items[i]->dir, dir))
			return l->items[i];
	return NULL;
}

static struct content_list *list_of(struct content_tree *t,
				    enum content_kind kind)
{
	switch (kind) {
	case CONTENT_PAGE:
		return &t->pages;
	case CONTENT_TAXONOMY:
		return &t->taxonomies;
	case CONTENT_TERM:
		return &t->terms;
	default:
		return &t->sections;
	}
}

fallible content_tree_add(struct content_tree *t, struct content *c)
{
	struct err *e = content_url_find(c, t->config);

	if (e) {
		page_free(c->page);
		return e;
	}
	content_list_add(list_of(t, c->kind), c);
	if (!c->page->path) {
		c->page->path = c->page->output.data;
		c->page->name = c->page->output;
	}
	return NULL;
}

fallible content_tree_make(struct content_tree *t, enum content_kind kind,
			   struct str dir, struct str title,
			   struct content **ret)
{
	const struct content_source from = {
		.config = t->config,
		.zone = t->site->zone,
		.report = t->report,
		.arena = &t->site->arena,
		.kind = kind,
		.dir = dir,
		.name = dir,
		.section = t->sections.len ? t->sections.items[0] : NULL,
	};
	struct content *c;
	struct err *e = content_read(&from, &c);

	if (e)
		return e;
	c->title = c->link_title = str_of(arena_strdup(&c->page->arena, title));
	page_set(c->page, "title", node_string(c->title));
	e = content_tree_add(t, c);
	if (!e)
		*ret = c;
	return e;
}
