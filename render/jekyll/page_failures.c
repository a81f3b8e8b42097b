/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/jekyll/page_failures.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "lib/mem.h"

struct page_failure {
	const struct page *page;
	struct err *err;
};

struct page_failures {
	pthread_mutex_t lock; /* guards all below */
	struct page_failure *items;
	size_t len;
	size_t cap;
};

struct page_failures *page_failures_new(void)
{
	struct page_failures *f = mem_alloc(sizeof *f);

	(void)pthread_mutex_init(&f->lock, NULL);
	return f;
}

void page_failures_free(struct page_failures *f)
{
	if (!f)
		return;
	for (size_t i = 0; i < f->len; i++)
		err_drop(f->items[i].err);
	free(f->items);
	(void)pthread_mutex_destroy(&f->lock);
	free(f);
}

void page_failures_add(struct page_failures *f, const struct page *p,
		       struct err *e)
{
	(void)pthread_mutex_lock(&f->lock);
	f->items = mem_grow(f->items, f->len, &f->cap, sizeof *f->items);
	f->items[f->len++] = (struct page_failure){ p, e };
	(void)pthread_mutex_unlock(&f->lock);
}

/* The threads found them in any order. */
static int compare(const void *left, const void *right)
{
	const struct page_failure *a = left;
	const struct page_failure *b = right;

	return a->page->number < b->page->number
		       ? -1
		       : a->page->number > b->page->number;
}

/* The path of the page that is at @path, which may not live as long. */
static const char *find_among(struct page *const *pages, size_t len,
			      const char *path)
{
	for (size_t i = 0; i < len; i++)
		if (!strcmp(pages[i]->path, path))
			return pages[i]->path;
	return NULL;
}

/* NULL: it is no page. */
static const char *find_page(const struct website *s, const char *path)
{
	const char *found = find_among(s->pages, s->pages_len, path);

	for (size_t i = 0; !found && i < s->collections_len; i++)
		found = find_among(s->collections[i].docs,
				   s->collections[i].docs_len, path);
	return found;
}

/* Does another page meet a fault in the same file? */
static bool is_shared(const struct page_failures *f, const char *file,
		      const struct page *met_by)
{
	for (size_t i = 0; i < f->len; i++) {
		const char *other = err_where(f->items[i].err).file;

		if (other && !strcmp(other, file) &&
		    strcmp(f->items[i].page->path, met_by->path) != 0)
			return true;
	}
	return false;
}

/* The path of the page that is wrong. NULL: the site is. */
static const char *find_culprit(const struct page_failures *f,
				const struct website *site,
				const struct page_failure *one)
{
	const char *file = err_where(one->err).file;
	const char *path = one->page->path;
	const char *other;

	if (!site->source.broken)
		return NULL;
	if (!file || !strcmp(file, path))
		return path;
	other = find_page(site, file);
	if (other)
		return other;
	return is_shared(f, file, one->page) ? NULL : path;
}

static bool is_among(const char *const *paths, size_t len, const char *path)
{
	for (size_t i = 0; i < len; i++)
		if (paths[i] && !strcmp(paths[i], path))
			return true;
	return false;
}

void page_failures_settle(struct page_failures *f, const struct website *site,
			  struct build_report *report)
{
	auto_free const char **culprits =
		mem_alloc_array(f->len + 1, sizeof *culprits);

	if (f->len)
		qsort(f->items, f->len, sizeof *f->items, compare);
	for (size_t i = 0; i < f->len; i++)
		culprits[i] = find_culprit(f, site, &f->items[i]);
	for (size_t i = 0; i < f->len; i++) {
		struct err *e = take_ptr(&f->items[i].err);

		if (!culprits[i])
			build_report_add_err(report, e);
		else if (is_among(culprits, i, culprits[i]))
			err_drop(e);
		else
			broken_pages_add(site->source.broken, culprits[i], true,
					 e);
	}
	f->len = 0;
}
