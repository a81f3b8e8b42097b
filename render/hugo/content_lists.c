/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/hugo/content_lists.h"

#include <stdlib.h>

#include "lib/cleanup.h"
#include "lib/mem.h"
#include "render/hugo/path_name.h"
#include "render/model/node.h"

/* What lists has the dates of the newest it lists, unless it has its own. */
static void take_date(struct content *owner, const struct content *c)
{
	if (owner->own_date || (!c->has_date && !c->has_modified))
		return;
	content_set_dates(owner,
			  c->has_date && (!owner->has_date ||
					  c->date.seconds > owner->date.seconds)
				  ? &c->date
				  : NULL,
			  c->has_modified && (!owner->has_modified ||
					      c->modified.seconds >
						      owner->modified.seconds)
				  ? &c->modified
				  : NULL);
}

static void list(struct content *owner, struct content *c)
{
	if (!owner || c->unlisted)
		return;
	content_list_add(&owner->listed, c);
	take_date(owner, c);
}

/* The term of taxonomy @plural for the label @name, made if need be. */
static fallible find_term(struct content_tree *t, struct str plural,
			  struct str name, struct content **ret)
{
	auto_buf struct buf dir = { 0 };

	buf_add_str(&dir, plural);
	buf_putc(&dir, '/');
	path_name_add(t->config, name, &dir);
	*ret = content_tree_find(&t->terms, buf_str(&dir));
	if (*ret)
		return NULL;
	return content_tree_make(t, CONTENT_TERM, buf_str(&dir), name, ret);
}

static fallible list_under(struct content_tree *t, struct str plural,
			   const struct data *label, struct content *page)
{
	struct content *term = NULL;
	struct err *e;

	if (!node_as_text(label).len)
		return NULL;
	e = find_term(t, plural, node_as_text(label), &term);
	if (e)
		return e;
	if (!term->listed.len ||
	    term->listed.items[term->listed.len - 1] != page) {
		list(term, page);
		content_list_add(&page->terms, term);
	}
	return NULL;
}

static fallible list_labels(struct content_tree *t, struct str plural,
			    struct content *page)
{
	const struct data *labels = data_get(&page->front, plural.data);
	struct err *e = NULL;

	if (!labels || page->unlisted)
		return NULL;
	if (labels->kind != DATA_LIST)
		return list_under(t, plural, labels, page);
	for (size_t i = 0; !e && i < labels->list.len; i++)
		e = list_under(t, plural, &labels->list.items[i], page);
	return e;
}

/* "tags" as "Tags". */
static fallible find_taxonomy(struct content_tree *t, struct str plural,
			      struct content **ret)
{
	auto_free char *title = mem_strndup(plural.data, plural.len);

	*ret = content_tree_find(&t->taxonomies, plural);
	if (*ret)
		return NULL;
	if (title[0] >= 'a' && title[0] <= 'z')
		title[0] = (char)(title[0] - 'a' + 'A');
	return content_tree_make(t, CONTENT_TAXONOMY, plural, str_of(title),
				 ret);
}

static bool is_below(const struct content *c, struct str dir)
{
	return str_starts(c->dir, dir.data) && c->dir.len > dir.len &&
	       c->dir.data[dir.len] == '/';
}

static fallible list_taxonomy(struct content_tree *t, struct str plural)
{
	struct content *taxonomy = NULL;
	struct err *e = NULL;

	for (size_t i = 0; !e && i < t->pages.len; i++)
		e = list_labels(t, plural, t->pages.items[i]);
	if (!e && !hugo_config_lacks(t->config, "taxonomy"))
		e = find_taxonomy(t, plural, &taxonomy);
	for (size_t i = 0; !e && i < t->terms.len; i++)
		if (is_below(t->terms.items[i], plural))
			list(taxonomy, t->terms.items[i]);
	return e;
}

static fallible list_taxonomies(struct content_tree *t)
{
	const struct data *all = t->config->taxonomies;
	struct err *e = NULL;

	for (size_t i = 0; !e && i < all->map.len; i++) {
		struct str plural = node_as_text(&all->map.entries[i].value);

		if (plural.len && !hugo_config_lacks(t->config, "term"))
			e = list_taxonomy(t, plural);
	}
	return e;
}

/* Sections stand before those in them, so the inner ones go first. */
static void list_sections(struct content_tree *t)
{

	for (size_t i = 0; i < t->pages.len; i++)
		list(t->pages.items[i]->section, t->pages.items[i]);
	for (size_t i = t->sections.len; i; i--)
		list(t->sections.items[i - 1]->section,
		     t->sections.items[i - 1]);
}

/* Tell its theme under which terms @c stands, and where those are. */
static void name_terms(struct content *c)
{
	struct arena *arena = &c->page->arena;
	struct node_list l = { .arena = arena };

	for (size_t i = 0; i < c->terms.len; i++) {
		const struct content *term = c->terms.items[i];
		struct node_map m = { .arena = arena };

		node_map_set(&m, str_of("title"), node_string(term->title));
		node_map_set(&m, str_of("url"), node_string(term->page->url));
		if (!term->unrendered)
			node_list_add(&l, node_map_data(&m));
	}
	free(c->terms.items);
	c->terms = (struct content_list){ .items = NULL };
	page_set(c->page, "terms", node_list_data(&l));
}

static void finish(struct content_list *all, struct arena *arena)
{
	for (size_t i = 0; i < all->len; i++) {
		struct content *c = all->items[i];

		content_sort(c->listed.items, c->listed.len);
		c->list.pages = arena_alloc_array(arena, c->listed.len + 1,
						  sizeof(struct page *));
		for (size_t k = 0; k < c->listed.len; k++)
			c->list.pages[c->list.len++] = c->listed.items[k]->page;
		free(c->listed.items);
		c->listed = (struct content_list){ .items = NULL };
	}
}

fallible content_lists_fill(struct content_tree *t)
{
	struct arena *arena = &t->site->arena;
	struct err *e;

	content_sort(t->pages.items, t->pages.len);
	e = list_taxonomies(t);
	if (!e)
		list_sections(t);
	for (size_t i = 0; i < t->pages.len; i++)
		name_terms(t->pages.items[i]);
	finish(&t->sections, arena);
	finish(&t->taxonomies, arena);
	finish(&t->terms, arena);
	return e;
}
