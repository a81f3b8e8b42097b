/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/jekyll/generated_pages.h"

#include "lib/buf.h"
#include "lib/mem.h"
#include "render/jekyll/builtin_templates.h"
#include "render/model/node.h"

/* Does a page or static file answer at @path, without the first slash? */
static bool is_taken(const struct website *s, const char *path)
{
	for (size_t i = 0; i < s->pages_len; i++)
		if (str_is(s->pages[i]->output, path))
			return true;
	for (size_t i = 0; i < s->static_files_len; i++)
		if (str_is(s->static_files[i].output, path))
			return true;
	return false;
}

static fallible add(struct website *s, struct str path,
		    const char *front_matter, const char *const *pieces)
{
	auto_buf struct buf whole = { 0 };
	auto_free char *name = NULL;
	struct page_source source = {
		.config = &s->config,
		.zone = s->zone,
		.type = "pages",
		.site_time = s->time,
	};
	struct page *p;
	struct err *e;

	buf_printf(&whole, "---\n%s---\n", front_matter);
	for (; *pieces; pieces++)
		buf_puts(&whole, *pieces);
	source.text = buf_str(&whole);
	if (str_starts(path, "/"))
		path = str_from(path, 1);
	name = mem_strndup(path.data, path.len);
	source.path = name;
	if (is_taken(s, name))
		return NULL;
	e = page_read(&source, &p);
	if (e)
		return e;
	p->generated = true;
	website_add_page(s, p);
	return NULL;
}

static fallible add_feed(struct website *s)
{
	const struct data *feed = data_get(&s->config.all, "feed");
	struct str path = node_as_text(data_get(feed, "path"));

	return add(s, path.len ? path : str_of("feed.xml"),
		   "layout:\nsitemap: false\ncollection: posts\n",
		   builtin_feed);
}

static fallible add_sitemap(struct website *s)
{
	struct err *e;

	e = add(s, str_of("sitemap.xml"), "layout:\n", builtin_sitemap);
	if (e)
		return e;
	return add(s, str_of("robots.txt"), "layout:\n", builtin_robots);
}

static fallible add_index(struct website *s)
{
	if (s->theme < 0 || !website_layout(s, str_of("home")))
		return NULL;
	return add(s, str_of("index.html"), "layout: home\n", builtin_index);
}

fallible generated_pages_add(struct website *s)
{
	struct err *e;

	e = add_index(s);
	if (e)
		return e;
	if (config_has_plugin(&s->config, "jekyll-feed")) {
		e = add_feed(s);
		if (e)
			return e;
	}
	if (config_has_plugin(&s->config, "jekyll-sitemap"))
		return add_sitemap(s);
	return NULL;
}
