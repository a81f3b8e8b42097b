/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/jekyll/page_lists.h"

#include "lib/mem.h"

void page_lists_free(struct page_lists *l)
{
	if (!l)
		return;
	arena_release(&l->arena);
	page_labels_release(&l->tags);
	page_labels_release(&l->categories);
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

struct page_lists *page_lists_new(const struct website *s)
{
	struct page_lists *l = mem_alloc(sizeof *l);

	make_posts(l, s);
	make_pages(l, s);
	make_collections(l, s);
	page_labels_make(s, "tags", &l->arena, &l->tags);
	page_labels_make(s, "categories", &l->arena, &l->categories);
	return l;
}
