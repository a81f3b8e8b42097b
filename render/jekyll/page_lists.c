/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/jekyll/page_lists.h"

#include "lib/mem.h"
#include "render/model/node.h"

void page_lists_free(struct page_lists *l)
{
	if (!l)
		return;
	arena_release(&l->arena);
	free(l->tags.labels);
	free(l->categories.labels);
	free(l);
}

static struct page_list make_list(struct page_lists *l, size_t max)
{
	return (struct page_list){
		.pages = arena_alloc_array(&l->arena, max + 1,
					   sizeof(struct page *)),
	};
}

static void make_collections(struct page_lists *l, const struct website *s)
{
	size_t total = 0;

	l->collections = arena_alloc_array(&l->arena, s->collections_len,
					   sizeof *l->collections);
	for (size_t i = 0; i < s->collections_len; i++) {
		const struct collection *c = &s->collections[i];
		struct page_list *list = &l->collections[i];

		*list = make_list(l, c->docs_len);
		for (size_t k = 0; k < c->docs_len; k++)
			list->pages[list->len++] = c->docs[k];
		total += c->docs_len;
	}
	l->documents = make_list(l, total);
	for (size_t i = 0; i < s->collections_len; i++)
		for (size_t k = 0; k < s->collections[i].docs_len; k++)
			l->documents.pages[l->documents.len++] =
				s->collections[i].docs[k];
}

static void make_pages(struct page_lists *l, const struct website *s)
{
	l->pages = make_list(l, s->pages_len);
	l->html_pages = make_list(l, s->pages_len);
	for (size_t i = 0; i < s->pages_len; i++) {
		const struct page *p = s->pages[i];

		l->pages.pages[l->pages.len++] = p;
		if (page_is_html(p) || str_ends(p->url, "/"))
			l->html_pages.pages[l->html_pages.len++] = p;
	}
}

static void make_posts(struct page_lists *l, const struct website *s)
{
	l->posts = make_list(l, s->posts->docs_len);
	for (size_t i = s->posts->docs_len; i; i--)
		l->posts.pages[l->posts.len++] = s->posts->docs[i - 1];
}

static struct page_label *find_label(struct page_labels *all, struct str name)
{
	for (size_t i = 0; i < all->len; i++)
		if (str_eq(all->labels[i].name, name))
			return &all->labels[i];
	all->labels =
		mem_grow(all->labels, all->len, &all->cap, sizeof *all->labels);
	all->labels[all->len] = (struct page_label){ .name = name };
	return &all->labels[all->len++];
}

/* Call @visit with every label of every post, newest post first. */
static void
visit_labels(const struct website *s, const char *key, struct page_labels *all,
	     void (*visit)(struct page_label *l, const struct page *p))
{
	for (size_t i = s->posts->docs_len; i; i--) {
		const struct page *p = s->posts->docs[i - 1];
		const struct data *names = data_get(&p->data, key);

		for (size_t k = 0; k < names->list.len; k++)
			visit(find_label(all,
					 node_as_text(&names->list.items[k])),
			      p);
	}
}

static void count_post(struct page_label *l, const struct page *p)
{
	(void)p;
	l->posts.len++;
}

static void add_post(struct page_label *l, const struct page *p)
{
	l->posts.pages[l->posts.len++] = p;
}

/* The labels in the order in which the oldest posts first have them. */
static void name_labels(const struct website *s, const char *key,
			struct page_labels *all)
{
	for (size_t i = 0; i < s->posts->docs_len; i++) {
		const struct data *names =
			data_get(&s->posts->docs[i]->data, key);

		for (size_t k = 0; k < names->list.len; k++)
			(void)find_label(all,
					 node_as_text(&names->list.items[k]));
	}
}

static void make_labels(struct page_lists *l, const struct website *s,
			const char *key, struct page_labels *all)
{
	name_labels(s, key, all);
	visit_labels(s, key, all, count_post);
	for (size_t i = 0; i < all->len; i++)
		all->labels[i].posts = make_list(l, all->labels[i].posts.len);
	visit_labels(s, key, all, add_post);
}

struct page_lists *page_lists_new(const struct website *s)
{
	struct page_lists *l = mem_alloc(sizeof *l);

	make_posts(l, s);
	make_pages(l, s);
	make_collections(l, s);
	make_labels(l, s, "tags", &l->tags);
	make_labels(l, s, "categories", &l->categories);
	return l;
}
