/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/hugo/hugo_feeds.h"

#include <stdlib.h>

#include "lib/mem.h"
#include "render/jekyll/generated_page.h"
#include "render/model/node.h"

#define RSS_DATE "date: '%a, %d %b %Y %H:%M:%S %z'"

static const char *const rss[] = {
	"<?xml version=\"1.0\" encoding=\"utf-8\" standalone=\"yes\"?>\n"
	"<rss version=\"2.0\" xmlns:atom=\"http://www.w3.org/2005/Atom\">\n"
	"<channel>\n"
	"{%- assign about = site.title | xml_escape -%}"
	"{%- if page.of and page.of != site.title -%}"
	"{%- assign of = page.of | xml_escape -%}"
	"{%- capture name %}{{ of }} on {{ about }}{% endcapture -%}"
	"{%- capture about %}in {{ of }} on {{ about }}{% endcapture -%}"
	"{%- elsif page.of -%}{%- assign name = about -%}"
	"{%- capture about %}on {{ about }}{% endcapture -%}"
	"{%- else -%}{%- assign name = about -%}"
	"{%- capture about %}on {{ about }}{% endcapture -%}{%- endif %}\n"
	"<title>{{ name }}</title>\n"
	"<link>{{ page.list_url | absolute_url }}</link>\n"
	"<description>Recent content {{ about }}</description>\n"
	"<generator>blogctl</generator>"
	"{% if site.language_code %}\n"
	"<language>{{ site.language_code | xml_escape }}</language>{% endif %}"
	"{% if site.copyright %}\n"
	"<copyright>{{ site.copyright | xml_escape }}</copyright>{% endif %}"
	"{% if page.newest %}\n"
	"<lastBuildDate>{{ page.newest | " RSS_DATE " }}</lastBuildDate>"
	"{% endif %}"
	"<atom:link href=\"{{ page.url | absolute_url }}\" rel=\"self\""
	" type=\"application/rss+xml\" />\n",
	"{% for item in page.posts %}<item>\n"
	"<title>{{ item.title | xml_escape }}</title>\n"
	"<link>{{ item.url | absolute_url }}</link>\n"
	"<pubDate>{% if item.date %}{{ item.date | " RSS_DATE " }}"
	"{% else %}Mon, 01 Jan 0001 00:00:00 +0000{% endif %}</pubDate>\n"
	"<guid>{{ item.url | absolute_url }}</guid>\n"
	"<description>{{ item.excerpt | xml_escape }}</description>\n"
	"</item>\n{% endfor %}</channel>\n</rss>\n",
	NULL,
};

static const char *const sitemap[] = {
	"<?xml version=\"1.0\" encoding=\"utf-8\" standalone=\"yes\"?>\n"
	"<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"\n"
	"  xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n"
	"{% for item in page.posts %}<url>\n"
	"<loc>{{ item.url | absolute_url | xml_escape }}</loc>"
	"{% if item.lastmod %}\n<lastmod>{{ item.lastmod"
	" | date: '%Y-%m-%dT%H:%M:%S%:z' }}</lastmod>{% endif %}"
	"{% assign how = item.changefreq | default: page.changefreq %}"
	"{% if how %}\n<changefreq>{{ how }}</changefreq>{% endif %}"
	"{% assign how = item.priority | default: page.priority %}"
	"{% if how %}\n<priority>{{ how }}</priority>{% endif %}\n"
	"</url>{% endfor %}\n</urlset>\n",
	NULL,
};

static const char *const not_found[] = {
	"<p>There is no page at this address.</p>\n", NULL
};

static const char *const robots[] = { "User-agent: *", NULL };

struct special {
	const char *path, *front_matter;
	const char *const *content;
};

static fallible make(const struct content_tree *t, const struct special *s,
		     struct page **ret)
{
	const struct generated_page g = { str_of(s->path), s->front_matter,
					  s->content };

	return generated_page_make(t->site, &g, ret);
}

static fallible add_special(const struct content_tree *t,
			    const struct special *s)
{
	struct page *p;
	struct err *e;

	if (generated_page_is_taken(t->site, str_of(s->path)))
		return NULL;
	e = make(t, s, &p);
	if (!e)
		website_add_page(t->site, p);
	return e;
}

static struct page_list *first_of(const struct content_tree *t,
				  const struct page_list *from)
{
	struct page_list *l = arena_alloc(&t->site->arena, sizeof *l);
	const uint64_t limit = t->config->feed_items;

	*l = *from;
	if (limit && l->len > limit)
		l->len = (size_t)limit;
	return l;
}

/* The feed of @c, which shows @items. */
static fallible add_feed(const struct content_tree *t, const struct content *c,
			 const struct page_list *items)
{
	auto_free char *path = NULL;
	struct special s = { .front_matter = "layout:\n", .content = rss };
	struct str dir = c->page->output;
	struct page *p;
	struct err *e;

	if (c->unrendered)
		return NULL;
	dir.len -= str_ends(dir, "index.html") ? 10 : 0;
	dir.len -= str_ends(dir, ".html") ? 5 : 0;
	path = mem_printf("%.*s%sindex.xml", STR_FMT(dir),
			  dir.len && !str_ends(dir, "/") ? "/" : "");
	s.path = path;
	e = make(t, &s, &p);
	if (e)
		return e;
	p->archive = first_of(t, items);
	if (c->title.len)
		page_set(p, "of", node_string(c->title));
	page_set(p, "list_url", node_string(c->page->url));
	page_set(p, "sitemap", node_bool(false));
	if (c->has_date)
		page_set(p, "newest",
			 (struct data){ .kind = DATA_TIME, .time = c->date });
	website_add_page(t->site, p);
	return NULL;
}

static fallible add_feeds(const struct content_tree *t,
			  const struct content_list *l)
{
	struct err *e = NULL;

	for (size_t i = 0; !e && i < l->len; i++)
		e = add_feed(t, l->items[i], &l->items[i]->list);
	return e;
}

/* The regular pages below section @c, in their order. */
static struct page_list pages_below(const struct content_tree *t,
				    const struct content *c)
{
	struct page_list l = {
		.pages = arena_alloc_array(&t->site->arena, t->pages.len + 1,
					   sizeof(struct page *)),
	};

	for (size_t i = 0; i < t->pages.len; i++) {
		const struct content *p = t->pages.items[i];

		if (!p->unlisted && (!c->section || p->section == c))
			l.pages[l.len++] = p->page;
	}
	return l;
}

static fallible add_section_feeds(const struct content_tree *t)
{
	struct err *e = NULL;

	for (size_t i = 0; !e && i < t->sections.len; i++) {
		const struct content *c = t->sections.items[i];
		const struct page_list pages = pages_below(t, c);

		e = add_feed(t, c, &pages);
	}
	return e;
}

static void gather(struct content_list *all, const struct content_list *l)
{
	for (size_t i = 0; i < l->len; i++) {
		const struct data *wish =
			data_get(&l->items[i]->front, "sitemap");
		const struct data *off = data_get(wish, "disable");

		if (!l->items[i]->unlisted && !l->items[i]->unrendered &&
		    !node_is_true(off))
			content_list_add(all, l->items[i]);
	}
}

/* What the front matter and the configuration say of the map. */
static void set_wishes(struct page *p, const struct data *wish)
{
	const struct data *how = data_get(wish, "changefreq");
	const struct data *priority = data_get(wish, "priority");

	if (node_as_text(how).len)
		page_set(p, "changefreq", *how);
	if (node_as_text(priority).len && node_as_text(priority).data[0] != '-')
		page_set(p, "priority", *priority);
}

static fallible add_sitemap(const struct content_tree *t)
{
	const struct special s = { "sitemap.xml", "layout:\n", sitemap };
	struct content_list all = { .items = NULL };
	struct page_list *list = arena_alloc(&t->site->arena, sizeof *list);
	struct page *p;
	struct err *e = make(t, &s, &p);

	if (e)
		return e;
	gather(&all, &t->pages);
	gather(&all, &t->sections);
	gather(&all, &t->taxonomies);
	gather(&all, &t->terms);
	content_sort(all.items, all.len);
	list->pages = arena_alloc_array(&t->site->arena, all.len + 1,
					sizeof(struct page *));
	for (size_t i = 0; i < all.len; i++) {
		set_wishes(all.items[i]->page,
			   data_get(&all.items[i]->front, "sitemap"));
		list->pages[list->len++] = all.items[i]->page;
	}
	free(all.items);
	set_wishes(p, data_get(&t->config->all, "sitemap"));
	p->archive = list;
	website_add_page(t->site, p);
	return NULL;
}

static fallible add_all_feeds(const struct content_tree *t)
{
	struct err *e;

	if (hugo_config_lacks(t->config, "rss"))
		return NULL;
	e = add_section_feeds(t);
	if (!e)
		e = add_feeds(t, &t->taxonomies);
	return e ? e : add_feeds(t, &t->terms);
}

fallible hugo_feeds_add(struct content_tree *t)
{
	const struct special page_404 = {
		"404.html", "layout: page\ntitle: 404 Page not found\n",
		not_found
	};
	const struct special all_robots = { "robots.txt", "layout:\n", robots };
	struct err *e = add_all_feeds(t);

	if (!e && !hugo_config_lacks(t->config, "sitemap"))
		e = add_sitemap(t);
	if (!e && website_layout(t->site, str_of("page")) &&
	    !hugo_config_lacks(t->config, "404"))
		e = add_special(t, &page_404);
	if (!e && t->config->robots)
		e = add_special(t, &all_robots);
	return e;
}
