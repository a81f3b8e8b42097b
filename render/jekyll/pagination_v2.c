/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/jekyll/pagination_v2.h"

#include "lib/mem.h"
#include "lib/num.h"
#include "render/jekyll/autopages.h"
#include "render/jekyll/pager.h"
#include "render/jekyll/pagination_paths.h"
#include "render/jekyll/pagination_posts.h"
#include "render/model/node.h"
#include "render/model/page_url.h"
#include "render/model/permalink.h"

#define KEY "pagination"
#define MAX_PAGES 10000

/* The pages that come of one. */
struct pagination {
	struct website *site;
	struct page *first;   /* the file, which becomes the first of them */
	struct page template; /* as it was */
	struct data wish;     /* its `pagination` over the site's */
	struct page_list posts;
	size_t per_page;
	size_t pages;
	struct pagination_paths paths;
	struct page **made; /* @pages of them */
};

static const struct data *find_option(const struct pagination *g,
				      const char *name)
{
	return data_get(&g->wish, name);
}

/* Empty when it is null. */
static struct str text_of(const struct pagination *g, const char *name)
{
	const struct data *d = find_option(g, name);

	return d && d->kind == DATA_NULL ? (struct str){ NULL, 0 }
					 : node_as_text(d);
}

static struct str keep(struct website *s, const struct buf *b)
{
	return str_of(arena_strdup(&s->arena, buf_str(b)));
}

static struct pager *make_pager(const struct pagination *g, size_t number)
{
	struct pager *p = arena_alloc(&g->site->arena, sizeof *p);
	const size_t from = (number - 1) * g->per_page;
	const size_t left = from < g->posts.len ? g->posts.len - from : 0;
	const struct pagination_paths *paths = &g->paths;

	*p = (struct pager){
		.number = number,
		.total_pages = g->pages,
		.per_page = g->per_page,
		.total_posts = g->posts.len,
		.posts = { g->posts.pages + from,
			   left < g->per_page ? left : g->per_page },
		.previous_path =
			pagination_paths_link(paths, number - 1, number == 2),
		.next_path = pagination_paths_link(paths, number + 1, false),
		.path = pagination_paths_file(paths, number),
		.first_path = pagination_paths_link(paths, 1, true),
		.last_path = pagination_paths_link(paths, g->pages, false),
	};
	return p;
}

static void set_address(const struct pagination *g, struct page *p)
{
	const bool named = g->paths.index.len > 0;
	auto_buf struct buf url = { 0 };
	auto_buf struct buf output = { 0 };
	auto_buf struct buf name = { 0 };

	buf_add_str(&name, g->paths.index);
	buf_add_str(&name, g->paths.ext);
	p->name = keep(g->site, &name);
	buf_add_str(&url, p->pager->path);
	if (!str_ends(p->pager->path, g->paths.ext.data))
		buf_add_str(&url, g->paths.ext);
	p->url = keep(g->site, &url);
	/* Its file is called ".html", which has no extension, until it gets a
	 * name. So it is never Markdown. */
	p->ext = named ? g->paths.ext : (struct str){ "", 0 };
	p->output_ext = p->ext;
	if (node_is_true(data_get(&p->data, "permalink"))) {
		page_set(p, "permalink", node_string(p->pager->path));
		p->output_ext = str_from(p->pager->path,
					 page_url_ext_start(p->pager->path));
	}
	permalink_output_path(p->url, p->output_ext, &output);
	p->output = keep(g->site, &output);
}

static void set_title(const struct pagination *g, struct page *p)
{
	const struct data *own = data_get(&g->template.data, "title");
	const struct data *site = data_get(&g->site->config.all, "title");
	const struct data none = { .kind = DATA_NULL };
	const struct data title = node_is_true(own) ? *own
				  : site            ? *site
						    : none;
	struct str text = text_of(g, "title");

	if (p->pager->number > 1 && find_option(g, "title")) {
		text = pagination_paths_title(&g->paths, text,
					      title.kind == DATA_NULL
						      ? str_of("")
						      : node_as_text(&title),
					      p->pager->number);
		page_set(p, "title", node_string(text));
	} else {
		page_set(p, "title", title);
	}
}

/* What templates are told of how the page came to be. */
static void set_origin(const struct pagination *g, struct page *p)
{
	const struct data *automatic = data_get(&p->data, "autopage");
	struct node_map info = { .arena = &g->site->arena };

	if (automatic)
		page_set(p, "autopages", *automatic);
	node_map_set(&info, str_of("curr_page"),
		     node_int((int64_t)p->pager->number));
	node_map_set(&info, str_of("total_pages"), node_int((int64_t)g->pages));
	page_set(p, "pagination_info", node_map_data(&info));
	if (p->pager->number > 1)
		page_set(p, "autogen", node_text("jekyll-paginate-v2"));
}

/* The first is the file's own page, and owns what the others borrow. */
static struct page *make_page(const struct pagination *g, size_t number)
{
	const struct data empty = { .kind = DATA_MAP };
	struct page *p = number == 1 ? g->first : mem_alloc(sizeof *p);
	const struct arena arena = p->arena;

	*p = g->template;
	p->arena = arena;
	p->data = node_merge(&p->arena, &empty, &g->template.data);
	p->pager = make_pager(g, number);
	set_title(g, p);
	set_origin(g, p);
	set_address(g, p);
	return p;
}

static size_t count_of(const struct pagination *g, const char *name)
{
	uint64_t n = 0;

	(void)num_parse_uint(text_of(g, name), UINT32_MAX, &n);
	return (size_t)n;
}

/* The trail of page @i among @stops, which are all: as many before and after
 * it, shifted where the row ends. */
static void set_trail(const struct pagination *g, size_t i,
		      const struct pager_stop *stops, size_t before,
		      size_t after)
{
	const size_t most = before + after + 1;
	size_t from = i > before ? i - before : 0;
	const size_t to = from + most < g->pages ? from + most : g->pages;
	struct pager *pager = arena_alloc(&g->site->arena, sizeof *pager);

	if (to - from < most)
		from -= most - (to - from) < from ? most - (to - from) : from;
	*pager = *g->made[i]->pager;
	pager->trail = stops + from;
	pager->trail_len = to - from;
	g->made[i]->pager = pager;
}

static void set_trails(const struct pagination *g)
{
	const struct data *trail = find_option(g, "trail");
	const struct pagination of = { .wish = trail ? *trail : g->wish };
	const size_t before = trail ? count_of(&of, "before") : 0;
	const size_t after = trail ? count_of(&of, "after") : 0;
	struct pager_stop *stops;

	if (g->pages < 2 || (!before && !after))
		return;
	stops = arena_alloc_array(&g->site->arena, g->pages, sizeof *stops);
	for (size_t i = 0; i < g->pages; i++)
		stops[i] = (struct pager_stop){
			.number = i + 1,
			.path = g->made[i]->pager->path,
			.title = data_get(&g->made[i]->data, "title"),
		};
	for (size_t i = 0; i < g->pages; i++)
		set_trail(g, i, stops, before, after);
}

/* They stand at the end, and the file does no longer where it was. */
static void add_pages(const struct pagination *g)
{
	struct website *s = g->site;
	size_t at = 0;

	while (s->pages[at] != g->first)
		at++;
	s->pages_len--;
	memmove(s->pages + at, s->pages + at + 1,
		(s->pages_len - at) * sizeof(struct page *));
	for (size_t i = 0; i < g->pages; i++)
		website_add_page(s, g->made[i]);
}

static void warn(struct build_report *report, const char *file,
		 const struct data *at, const char *text)
{
	const struct err_place place = { file, at ? at->line : 0,
					 at ? at->column : 0 };

	build_report_add(report, BUILD_WARNING, place, text);
}

static fallible count_pages(struct pagination *g)
{
	const size_t limit = count_of(g, "limit");

	g->pages =
		g->posts.len / g->per_page + (g->posts.len % g->per_page != 0);
	if (limit && limit < g->pages)
		g->pages = limit;
	if (!g->pages)
		g->pages = 1;
	if (g->pages > MAX_PAGES)
		return err_new(&ERR_INPUT, "pagination: more than %d pages",
			       MAX_PAGES);
	return NULL;
}

static fallible spread(struct website *s, struct page *p, struct data wish,
		       struct build_report *report)
{
	struct pagination g = {
		.site = s, .first = p, .template = *p, .wish = wish
	};
	struct err *e;

	g.per_page = count_of(&g, "per_page");
	if (!g.per_page) {
		warn(report, p->path, data_get(&p->data, KEY),
		     "pagination: 'per_page' is not a number of posts; the "
		     "page is not spread");
		return NULL;
	}
	g.posts = pagination_posts(s, &g.wish);
	e = count_pages(&g);
	if (e)
		return e;
	g.paths =
		pagination_paths_find(&g.template, &g.wish, g.pages, &s->arena);
	g.made = arena_alloc_array(&s->arena, g.pages, sizeof *g.made);
	for (size_t i = 0; i < g.pages; i++)
		g.made[i] = make_page(&g, i + 1);
	set_trails(&g);
	add_pages(&g);
	return NULL;
}

/* Those that there are before the first is spread. */
static fallible spread_all(struct website *s, struct data wish,
			   struct build_report *report)
{
	struct page **pages =
		arena_alloc_array(&s->arena, s->pages_len + 1, sizeof *pages);
	bool any = false;
	size_t len = 0;
	struct err *e = NULL;

	for (; len < s->pages_len; len++)
		pages[len] = s->pages[len];
	for (size_t i = 0; !e && i < len; i++) {
		const struct data *own = data_get(&pages[i]->data, KEY);

		if (!node_is_true(data_get(own, "enabled")))
			continue;
		any = true;
		e = spread(s, pages[i], node_merge(&s->arena, &wish, own),
			   report);
	}
	if (!any)
		warn(report, CONFIG_FILE, data_get(&s->config.all, KEY),
		     "pagination: no page says `pagination: {enabled: true}`; "
		     "nothing is paginated");
	return e;
}

struct data pagination_v2_defaults(struct website *s)
{
	static const struct {
		const char *key, *value;
	} texts[] = {
		{ "collection", "posts" }, { "permalink", "/page:num/" },
		{ "per_page", "10" },      { "title", ":title - page :num" },
		{ "sort_field", "date" },  { "extension", "html" },
	};
	struct node_map usual = { .arena = &s->arena };
	const struct data below = { .kind = DATA_MAP };
	struct data map;

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		node_map_set(&usual, str_of(texts[i].key),
			     node_text(texts[i].value));
	map = node_map_data(&usual);
	map = node_merge(&s->arena, &below, &map);
	return node_merge(&s->arena, &map, data_get(&s->config.all, KEY));
}

fallible pagination_v2_add(struct website *s, struct build_report *report)
{
	const struct data *old = data_get(&s->config.all, "paginate");
	const struct data wish = pagination_v2_defaults(s);
	struct err *e;

	if (old && old->kind != DATA_NULL)
		warn(report, CONFIG_FILE, old,
		     "paginate: is of jekyll-paginate, and is done as there; "
		     "jekyll-paginate-v2 wants `pagination`");
	if (!node_is_true(data_get(&wish, "enabled")))
		return NULL;
	e = autopages_add(s, &wish, report);
	return e ? e : spread_all(s, wish, report);
}
