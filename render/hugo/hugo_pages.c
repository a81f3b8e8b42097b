/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/hugo/hugo_pages.h"

#include "lib/mem.h"
#include "render/hugo/content_url.h"
#include "render/hugo/menu.h"
#include "render/model/node.h"

struct handing {
	struct content_tree *tree;
	const struct page_writer *writer;
	const struct data *main; /* sections whose pages are posts; or NULL */
	struct str largest;      /* or the one with the most pages */
};

/* The section with the most pages; of several the first by name. */
static struct str find_largest(const struct content_list *pages)
{
	struct str best = { NULL, 0 };
	size_t most = 0;

	for (size_t i = 0; i < pages->len; i++) {
		struct str section = content_url_section(pages->items[i]);
		size_t n = 0;

		if (!str_find_char(pages->items[i]->dir, '/') ||
		    !pages->items[i]->section->dir.len ||
		    (best.len && str_eq(best, section)))
			continue;
		for (size_t k = 0; k < pages->len; k++)
			n += str_eq(section,
				    content_url_section(pages->items[k]));
		if (n > most || (n == most && str_cmp(section, best) < 0)) {
			most = n;
			best = section;
		}
	}
	return best;
}

static bool is_post(const struct handing *h, const struct content *c)
{
	struct str section = content_url_section(c);

	if (c->kind != CONTENT_PAGE || !c->section->dir.len)
		return false;
	if (!h->main)
		return str_eq(section, h->largest);
	if (h->main->kind != DATA_LIST)
		return str_eq(node_as_text(h->main), section);
	for (size_t i = 0; i < h->main->list.len; i++)
		if (str_eq(node_as_text(&h->main->list.items[i]), section))
			return true;
	return false;
}

static bool has_layout(const struct website *s, const char *name)
{
	return website_layout(s, str_of(name));
}

/* NULL: the theme has none that fits. */
static const char *layout_of(const struct handing *h, const struct content *c)
{
	const struct website *s = h->tree->site;
	const char *wish = c->kind == CONTENT_HOME   ? "home"
			   : is_post(h, c)           ? "post"
			   : c->kind == CONTENT_PAGE ? "page"
						     : "section";

	if (has_layout(s, wish))
		return wish;
	if (has_layout(s, "page"))
		return "page";
	return has_layout(s, "default") ? "default" : NULL;
}

/* @alias as a path from the root: it is relative to what is above @p. */
static struct str alias_path(struct page *p, struct str alias, bool ugly)
{
	auto_buf struct buf path = { 0 };
	auto_buf struct buf clean = { 0 };
	struct str above = p->url;

	if (!str_starts(alias, "/")) {
		if (str_ends(above, "/"))
			above.len--;
		while (above.len && above.data[above.len - 1] != '/')
			above.len--;
		buf_add_str(&path, above);
	}
	buf_add_str(&path, alias);
	buf_putc(&clean, '/');
	content_url_clean(buf_str(&path), &clean);
	if (clean.len > 1 && !str_ends(alias, ".html") &&
	    !str_ends(alias, ".htm"))
		buf_puts(&clean, ugly ? ".html" : "/");
	return str_of(arena_strdup(&p->arena, buf_str(&clean)));
}

/* Old addresses, as the model knows them. */
static void set_aliases(struct content *c, bool ugly)
{
	const struct data *all = data_get(&c->front, "aliases");
	struct node_list l = { .arena = &c->page->arena };
	size_t len = 0;

	if (all)
		len = all->kind == DATA_LIST ? all->list.len : 1;
	for (size_t i = 0; i < len; i++) {
		struct str alias = node_as_text(
			all->kind == DATA_LIST ? &all->list.items[i] : all);

		if (alias.len)
			node_list_add(&l, node_string(alias_path(c->page, alias,
								 ugly)));
	}
	if (l.len)
		page_set(c->page, "redirect_from", node_list_data(&l));
}

static void finish(const struct handing *h, struct content *c)
{
	struct page *p = c->page;

	page_set(p, "layout", node_text(layout_of(h, c)));
	if (!p->generated)
		p->writer = h->writer;
	if (c->kind != CONTENT_PAGE)
		p->archive = &c->list;
	if (!h->tree->config->no_aliases)
		set_aliases(c, node_is_true(h->tree->config->ugly_urls) &&
				       h->tree->config->ugly_urls->kind !=
					       DATA_MAP);
}

/* Hand over what is no post. */
static void add_pages(const struct handing *h, struct content_list *l)
{
	for (size_t i = 0; i < l->len; i++) {
		struct content *c = l->items[i];

		if (c->unrendered || is_post(h, c))
			continue;
		finish(h, c);
		website_add_page(h->tree->site, c->page);
		c->taken = true;
	}
}

/* The newest post comes last in the model. */
static void add_posts(const struct handing *h)
{
	struct content_list *l = &h->tree->pages;
	struct collection *posts = h->tree->site->posts;

	for (size_t i = l->len; i; i--) {
		struct content *c = l->items[i - 1];

		if (!is_post(h, c) || c->unrendered)
			continue;
		finish(h, c);
		c->page->collection = posts;
		collection_add(posts, c->page);
		c->taken = true;
	}
	for (size_t i = 0; i < posts->docs_len; i++) {
		posts->docs[i]->previous = i ? posts->docs[i - 1] : NULL;
		if (i)
			posts->docs[i - 1]->next = posts->docs[i];
	}
}

void hugo_pages_add(struct content_tree *t, const struct page_writer *writer)
{
	const struct handing h = {
		.tree = t,
		.writer = writer,
		.main = data_get(t->config->params, "mainsections"),
		.largest = find_largest(&t->pages),
	};

	menu_set(t);
	add_posts(&h);
	add_pages(&h, &t->sections);
	add_pages(&h, &t->pages);
	add_pages(&h, &t->taxonomies);
	add_pages(&h, &t->terms);
}
