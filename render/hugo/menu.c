/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/hugo/menu.h"

#include <stdlib.h>

#include "lib/mem.h"
#include "lib/num.h"
#include "render/hugo/references.h"
#include "render/model/node.h"

#define MENU "main"

struct entry {
	const struct page *page;
	int64_t weight;
	struct str name;
	size_t place;
};

struct menu {
	struct entry *entries;
	size_t len, cap;
};

static void add(struct menu *m, const struct page *p, const struct data *d,
		struct str name)
{
	int64_t weight = 0;
	struct str own = node_as_text(data_get(d, "name"));

	for (size_t i = 0; i < m->len; i++)
		if (m->entries[i].page == p)
			return;
	(void)num_parse_int(node_as_text(data_get(d, "weight")), INT32_MIN,
			    INT32_MAX, &weight);
	m->entries = mem_grow(m->entries, m->len, &m->cap, sizeof *m->entries);
	m->entries[m->len] =
		(struct entry){ p, weight, own.len ? own : name, m->len };
	m->len++;
}

/* The page that an entry of the configuration leads to; NULL: none of ours. */
static const struct page *page_of(const struct references *r,
				  const struct data *d)
{
	struct str to = node_as_text(data_get(d, "pageref"));

	if (!to.len)
		to = node_as_text(data_get(d, "url"));
	if (!str_starts(to, "/") || !r->len)
		return NULL;
	for (size_t i = 0; i < r->len; i++)
		if (str_eq(r->items[i].content->page->url, to))
			return r->items[i].content->page;
	return references_find(r, r->items[0].content->page, to);
}

static void add_of_config(struct menu *m, const struct content_tree *t,
			  const struct references *r)
{
	const struct data *menus = data_get(&t->config->all, "menu");
	const struct data *own;

	if (!menus)
		menus = data_get(&t->config->all, "menus");
	own = data_get(menus, MENU);
	for (size_t i = 0; own && own->kind == DATA_LIST && i < own->list.len;
	     i++) {
		const struct page *p = page_of(r, &own->list.items[i]);

		if (p)
			add(m, p, &own->list.items[i],
			    node_as_text(data_get(&p->data, "title")));
	}
}

/* Does the front matter ask for a place in the menu? */
static bool asks(const struct data *d, const struct data **ret_entry)
{
	*ret_entry = NULL;
	if (!d || d->kind == DATA_NULL)
		return false;
	if (d->kind == DATA_MAP) {
		*ret_entry = data_get(d, MENU);
		return *ret_entry;
	}
	for (size_t i = 0; d->kind == DATA_LIST && i < d->list.len; i++)
		if (str_is(node_as_text(&d->list.items[i]), MENU))
			return true;
	return str_is(node_as_text(d), MENU);
}

static void add_of_pages(struct menu *m, const struct references *r)
{
	for (size_t i = 0; i < r->len; i++) {
		const struct content *c = r->items[i].content;
		const struct data *wish = data_get(&c->front, "menu");
		const struct data *entry;

		if (asks(wish ? wish : data_get(&c->front, "menus"), &entry))
			add(m, c->page, entry, c->link_title);
	}
}

static void add_usual(struct menu *m, const struct content_tree *t)
{
	const struct content_list *const lists[] = { &t->sections, &t->pages };

	for (size_t i = 0; i < 2; i++)
		for (size_t k = 0; k < lists[i]->len; k++) {
			const struct content *c = lists[i]->items[k];

			if (c->section && !c->section->section &&
			    (c->kind == CONTENT_SECTION ||
			     c->section->kind == CONTENT_HOME))
				add(m, c->page, NULL, c->link_title);
		}
}

static int compare(const void *left, const void *right)
{
	const struct entry *a = left;
	const struct entry *b = right;

	if (a->weight != b->weight) {
		if (!a->weight || !b->weight)
			return a->weight ? -1 : 1;
		return a->weight < b->weight ? -1 : 1;
	}
	return a->place < b->place ? -1 : 1;
}

void menu_set(struct content_tree *t)
{
	const struct references r = references_make(t);
	struct config *config = &t->site->config;
	struct node_map all = {
		.arena = &t->site->arena,
		.entries = (struct data_entry *)config->all.map.entries,
		.len = config->all.map.len,
		.cap = config->all.map.len,
	};
	struct node_list paths = { .arena = &t->site->arena };
	struct menu m = { .entries = NULL };

	add_of_config(&m, t, &r);
	add_of_pages(&m, &r);
	if (!m.len)
		add_usual(&m, t);
	if (m.len)
		qsort(m.entries, m.len, sizeof *m.entries, compare);
	for (size_t i = 0; i < m.len; i++)
		node_list_add(&paths, node_text(m.entries[i].page->path));
	node_map_set(&all, str_of("header_pages"), node_list_data(&paths));
	config->all = node_map_data(&all);
	free(m.entries);
}
