/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/model/collection.h"

#include "lib/mem.h"
#include "render/model/node.h"
#include "render/model/permalink.h"

void collection_release(struct collection *c)
{
	for (size_t i = 0; i < c->docs_len; i++)
		page_free(c->docs[i]);
	free(c->docs);
	*c = (struct collection){ .docs = NULL };
}

void collection_add(struct collection *c, struct page *p)
{
	c->docs = mem_grow(c->docs, c->docs_len, &c->docs_cap,
			   sizeof(struct page *));
	c->docs[c->docs_len++] = p;
}

static int compare_times(struct data_time a, struct data_time b)
{
	if (a.seconds != b.seconds)
		return a.seconds < b.seconds ? -1 : 1;
	if (a.nanoseconds != b.nanoseconds)
		return a.nanoseconds < b.nanoseconds ? -1 : 1;
	return 0;
}

static int compare(const void *left, const void *right)
{
	const struct page *a = *(struct page *const *)left;
	const struct page *b = *(struct page *const *)right;
	int order = a->has_date && b->has_date ? compare_times(a->date, b->date)
					       : 0;

	return order ? order : strcmp(a->path, b->path);
}

void collection_sort(struct collection *c)
{
	if (!c->docs_len)
		return;
	qsort(c->docs, c->docs_len, sizeof(struct page *), compare);
	for (size_t i = 0; i < c->docs_len; i++) {
		c->docs[i]->previous = i ? c->docs[i - 1] : NULL;
		c->docs[i]->next = i + 1 < c->docs_len ? c->docs[i + 1] : NULL;
	}
}

struct str collection_permalink(const struct collection *c,
				const struct config *cfg, struct arena *arena)
{
	struct str given = node_as_text(data_get(c->metadata, "permalink"));
	auto_buf struct buf tmpl = { 0 };

	if (given.len)
		return given;
	buf_puts(&tmpl, "/:collection/:path");
	permalink_add_suffix(&tmpl, cfg->permalink);
	return str_of(arena_strdup(arena, buf_str(&tmpl)));
}
