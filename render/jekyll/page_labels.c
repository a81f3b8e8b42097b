/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/jekyll/page_labels.h"

#include <assert.h>
#include <stdlib.h>

#include "lib/mem.h"
#include "render/model/node.h"

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
	assert(l->posts.pages);
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

void page_labels_make(const struct website *s, const char *key,
		      struct arena *arena, struct page_labels *ret)
{
	name_labels(s, key, ret);
	visit_labels(s, key, ret, count_post);
	for (size_t i = 0; i < ret->len; i++)
		ret->labels[i].posts = (struct page_list){
			.pages = arena_alloc_array(arena,
						   ret->labels[i].posts.len,
						   sizeof(struct page *)),
		};
	visit_labels(s, key, ret, add_post);
}

void page_labels_release(struct page_labels *l)
{
	free(l->labels);
	*l = (struct page_labels){ 0 };
}
