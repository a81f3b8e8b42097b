/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/jekyll/pagination.h"

#include "lib/mem.h"
#include "lib/num.h"
#include "render/jekyll/pager.h"
#include "render/model/node.h"

#define MAX_PAGES 10000

struct pagination {
	struct website *site;
	struct page *first; /* the file that is made again and again */
	struct str path;    /* "blog/page:num": where the others are */
	struct page_list posts;
	size_t per_page;
	size_t pages;
};

static void warn(struct build_report *report, const struct data *at,
		 const char *text)
{
	const struct err_place place = { CONFIG_FILE, at->line, at->column };

	build_report_add(report, BUILD_WARNING, place, text);
}

/* What it says after a first slash. */
static struct str below_root(struct str path)
{
	return str_starts(path, "/") ? str_from(path, 1) : path;
}

/* The pages are made in a folder of @path; does @dir lead there? */
static bool is_above(struct str dir, struct str path)
{
	size_t slash;

	if (str_ends(path, "/"))
		path.len--;
	slash = path.len;
	while (slash && path.data[slash - 1] != '/')
		slash--;
	return dir.len <= slash && str_eq(dir, str_n(path.data, dir.len));
}

static struct page *find_first(const struct website *s, struct str path)
{
	struct page *found = NULL;

	for (size_t i = 0; i < s->pages_len; i++) {
		struct page *p = s->pages[i];

		if (str_is(p->name, "index.html") && is_above(p->dir, path) &&
		    (!found || p->dir.len > found->dir.len))
			found = p;
	}
	return found;
}

/* Newest first, but for those that ask to be left out. */
static struct page_list find_posts(struct website *s)
{
	const struct collection *c = s->posts;
	struct page_list l = {
		.pages = arena_alloc_array(&s->arena, c->docs_len + 1,
					   sizeof(struct page *)),
	};

	for (size_t i = c->docs_len; i; i--)
		if (!node_is_true(data_get(&c->docs[i - 1]->data, "hidden")))
			l.pages[l.len++] = c->docs[i - 1];
	return l;
}

/* As templates link to it: what `paginate_path` says, not the page's URL. */
static struct str path_of(const struct pagination *g, size_t number)
{
	size_t at = str_find(g->path, str_of(":num"));
	auto_buf struct buf path = { 0 };

	if (number == 0 || number > g->pages)
		return (struct str){ NULL, 0 };
	if (number == 1)
		return g->first->url;
	buf_putc(&path, '/');
	buf_add(&path, g->path.data, at);
	if (at < g->path.len)
		buf_printf(&path, "%zu%s", number, g->path.data + at + 4);
	return str_of(arena_strdup(&g->site->arena, buf_str(&path)));
}

/* The folder of page @number > 1, relative to the source. */
static struct str folder_of(const struct pagination *g, size_t number)
{
	struct str path = path_of(g, number);
	auto_buf struct buf folder = { 0 };

	buf_add_str(&folder, str_from(path, 1));
	if (!str_ends(path, "/"))
		buf_putc(&folder, '/');
	return str_of(arena_strdup(&g->site->arena, buf_str(&folder)));
}

static const struct pager *make_pager(const struct pagination *g, size_t number)
{
	struct pager *p = arena_alloc(&g->site->arena, sizeof *p);
	size_t from = (number - 1) * g->per_page;
	size_t left = g->posts.len - from;

	*p = (struct pager){
		.number = number,
		.total_pages = g->pages,
		.per_page = g->per_page,
		.total_posts = g->posts.len,
		.posts = { g->posts.pages + from,
			   left < g->per_page ? left : g->per_page },
		.previous_path = path_of(g, number - 1),
		.next_path = path_of(g, number + 1),
	};
	return p;
}

static fallible add_pages(const struct pagination *g)
{
	if (g->pages)
		g->first->pager = make_pager(g, 1);
	for (size_t n = 2; n <= g->pages; n++) {
		struct page *p;
		struct err *e = page_copy(g->first, folder_of(g, n),
					  &g->site->config, &p);

		if (e)
			return e;
		p->pager = make_pager(g, n);
		website_add_page(g->site, p);
	}
	return NULL;
}

fallible pagination_add(struct website *s, struct build_report *report)
{
	const struct data *wish = data_get(&s->config.all, "paginate");
	struct pagination g = { .site = s };
	uint64_t per_page = 0;

	if (!wish || wish->kind == DATA_NULL)
		return NULL;
	if (!num_parse_uint(node_as_text(wish), SIZE_MAX / 2, &per_page) ||
	    !per_page) {
		warn(report, wish,
		     "paginate: not a number of posts; nothing is paginated");
		return NULL;
	}
	g.path = below_root(
		node_as_text(data_get(&s->config.all, "paginate_path")));
	g.first = find_first(s, g.path);
	if (!g.first) {
		warn(report, wish,
		     "paginate: there is no index.html to show the posts in "
		     "pages; nothing is paginated");
		return NULL;
	}
	g.per_page = (size_t)per_page;
	g.posts = find_posts(s);
	g.pages = g.posts.len / g.per_page + (g.posts.len % g.per_page != 0);
	if (g.pages > MAX_PAGES)
		return err_new(&ERR_INPUT, "paginate: more than %d pages",
			       MAX_PAGES);
	return add_pages(&g);
}
