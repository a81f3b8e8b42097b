/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/jekyll/redirects.h"

#include "lib/json.h"
#include "lib/mem.h"
#include "render/jekyll/builtin_templates.h"
#include "render/jekyll/generated_page.h"
#include "render/jekyll/url_filters.h"
#include "render/model/node.h"
#include "render/model/page_url.h"

#define LIST "redirects.json"
#define LAYOUT "redirect" /* the site may have one of its own */

struct redirects {
	struct website *site;
	struct node_map all; /* from -> to; made in the site's arena */
	bool own_layout;
};

static struct str keep(struct arena *arena, const struct buf *b)
{
	return str_of(arena_strdup(arena, buf_str(b)));
}

/* As a path from the root of the site. */
static struct str rooted(struct arena *arena, struct str path)
{
	auto_buf struct buf b = { 0 };

	if (!str_starts(path, "/"))
		buf_putc(&b, '/');
	buf_add_str(&b, path);
	return keep(arena, &b);
}

static struct str address(const struct redirects *r, struct str to)
{
	auto_buf struct buf b = { 0 };

	if (str_starts(to, "http://") || str_starts(to, "https://"))
		return to;
	url_filters_absolute(&r->site->config, to, &b);
	return keep(&r->site->arena, &b);
}

/* Make @p lead from @from to @to. */
static void turn(struct redirects *r, struct page *p, struct str from,
		 struct str to)
{
	struct node_map redirect = { .arena = &r->site->arena };
	const struct data none = { .kind = DATA_NULL };

	from = rooted(redirect.arena, from);
	to = address(r, to);
	node_map_set(&redirect, str_of("from"), node_string(from));
	node_map_set(&redirect, str_of("to"), node_string(to));
	page_set(p, "permalink", node_string(from));
	page_set(p, "redirect", node_map_data(&redirect));
	page_set(p, "sitemap", node_bool(false));
	page_set(p, "layout", r->own_layout ? node_text(LAYOUT) : none);
	node_map_set(&r->all, from, node_string(to));
}

static fallible add_page(struct redirects *r, struct str from, struct str to)
{
	static const char *const nothing[] = { NULL };
	const struct generated_page g = {
		str_of("redirect.html"),
		"",
		r->own_layout ? nothing : builtin_redirect,
	};
	auto_page struct page *p = NULL;
	struct err *e;

	e = generated_page_make(r->site, &g, &p);
	if (e)
		return e;
	turn(r, p, from, to);
	e = page_url_find(p, &r->site->config);
	if (!e)
		website_add_page(r->site, take_ptr(&p));
	return e;
}

static fallible add_sources(struct redirects *r, const struct page *p)
{
	const struct data *from = data_get(&p->data, "redirect_from");
	struct err *e = NULL;

	if (!from || from->kind == DATA_NULL)
		return NULL;
	if (from->kind != DATA_LIST)
		return add_page(r, node_as_text(from), p->url);
	for (size_t i = 0; !e && i < from->list.len; i++)
		if (from->list.items[i].kind != DATA_NULL)
			e = add_page(r, node_as_text(&from->list.items[i]),
				     p->url);
	return e;
}

/* The first of them, when there are several. */
static const struct data *find_target(const struct page *p)
{
	const struct data *to = data_get(&p->data, "redirect_to");

	if (to && to->kind == DATA_LIST) {
		for (size_t i = 0; i < to->list.len; i++)
			if (to->list.items[i].kind != DATA_NULL)
				return &to->list.items[i];
		return NULL;
	}
	return node_is_true(to) ? to : NULL;
}

static fallible add_of(struct redirects *r, struct page *p)
{
	const struct data *to = find_target(p);
	struct err *e = add_sources(r, p);

	if (e || !to)
		return e;
	turn(r, p, p->url, node_as_text(to));
	p->content = str_of(r->own_layout ? "" : builtin_redirect[0]);
	p->ext = str_of(".html"); /* as which it is written */
	return NULL;
}

static fallible add_list(struct redirects *r)
{
	const struct data *wish =
		data_get(&r->site->config.all, "redirect_from");
	const struct data *json = data_get(wish, "json");
	auto_buf struct buf text = { 0 };
	struct json_writer w = { .out = &text, .compact = true };
	const char *content[] = { NULL, NULL };
	const struct generated_page g = { str_of(LIST), "layout:\n", content };

	if (json && !node_is_true(json))
		return NULL;
	json_open_object(&w, NULL);
	for (size_t i = 0; i < r->all.len; i++)
		json_put_str(&w, r->all.entries[i].key.data,
			     r->all.entries[i].value.string);
	json_close_object(&w);
	buf_truncate(&text, text.len - 1); /* the newline */
	content[0] = text.data;
	return generated_page_add(r->site, &g);
}

/* Of those there are so far: each adds more. */
static fallible add_of_pages(struct redirects *r)
{
	const size_t len = r->site->pages_len;
	struct err *e = NULL;

	for (size_t i = 0; !e && i < len; i++)
		e = add_of(r, r->site->pages[i]);
	return e;
}

static fallible add_of_all(struct redirects *r, struct page **pages, size_t len)
{
	struct err *e = NULL;

	for (size_t i = 0; !e && i < len; i++)
		e = add_of(r, pages[i]);
	return e;
}

fallible redirects_add(struct website *s, struct build_report *report)
{
	struct redirects r = {
		.site = s,
		.all = { .arena = &s->arena },
		.own_layout = website_layout(s, str_of(LAYOUT)),
	};
	struct collection *const posts = s->posts;
	struct err *e;

	(void)report;
	e = add_of_all(&r, posts->docs, posts->docs_len);
	for (size_t i = 0; !e && i < s->collections_len; i++) {
		const struct collection *c = &s->collections[i];

		if (c != posts && c->output)
			e = add_of_all(&r, c->docs, c->docs_len);
	}
	if (!e)
		e = add_of_pages(&r);
	return e ? e : add_list(&r);
}
