/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/jekyll/generated_pages.h"

#include "render/jekyll/archives.h"
#include "render/jekyll/builtin_templates.h"
#include "render/jekyll/feeds.h"
#include "render/jekyll/generated_page.h"
#include "render/jekyll/pagination.h"
#include "render/jekyll/plain_pages.h"
#include "render/jekyll/redirects.h"

static fallible add(struct website *s, struct str path,
		    const char *front_matter, const char *const *content)
{
	const struct generated_page g = { path, front_matter, content };

	return generated_page_add(s, &g);
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

fallible generated_pages_add(struct website *s, struct build_report *report)
{
	struct err *e;

	e = plain_pages_add(s, report);
	if (!e)
		e = redirects_add(s);
	if (!e && website_has_plugin(s, "jekyll-archives"))
		e = archives_add(s);
	if (!e)
		e = pagination_add(s, report);
	if (!e)
		e = add_index(s);
	if (!e && config_has_plugin(&s->config, "jekyll-feed"))
		e = feeds_add(s, report);
	if (!e && config_has_plugin(&s->config, "jekyll-sitemap"))
		e = add_sitemap(s);
	return e;
}
