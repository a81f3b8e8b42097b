/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/jekyll/generated_pages.h"

#include "render/jekyll/archives.h"
#include "render/jekyll/builtin_templates.h"
#include "render/jekyll/feeds.h"
#include "render/jekyll/generated_page.h"
#include "render/jekyll/github.h"
#include "render/jekyll/last_modified.h"
#include "render/jekyll/pagination.h"
#include "render/jekyll/pagination_v2.h"
#include "render/jekyll/plain_pages.h"
#include "render/jekyll/redirects.h"

static fallible add(struct website *s, struct str path,
		    const char *front_matter, const char *const *content)
{
	const struct generated_page g = { path, front_matter, content };

	return generated_page_add(s, &g);
}

static fallible add_sitemap(struct website *s, struct build_report *report)
{
	struct err *e;

	(void)report;
	e = add(s, str_of("sitemap.xml"), "layout:\n", builtin_sitemap);
	if (e)
		return e;
	return add(s, str_of("robots.txt"), "layout:\n", builtin_robots);
}

static fallible add_index(struct website *s, struct build_report *report)
{
	(void)report;
	if (s->theme < 0 || !website_layout(s, str_of("home")))
		return NULL;
	return add(s, str_of("index.html"), "layout: home\n", builtin_index);
}

/* In the order in which they are done, since each sees what was before. */
static const struct {
	const char *plugin; /* NULL: what every site has */
	fallible (*add)(struct website *s, struct build_report *report);
} steps[] = {
	{ "jekyll-github-metadata", github_add },
	{ NULL, plain_pages_add },
	{ "jekyll-last-modified-at", last_modified_add },
	{ "jekyll-redirect-from", redirects_add },
	{ "jekyll-archives", archives_add },
	{ NULL, pagination_add },
	{ "jekyll-paginate-v2", pagination_v2_add },
	{ NULL, add_index },
	{ "jekyll-feed", feeds_add },
	{ "jekyll-sitemap", add_sitemap },
};

fallible generated_pages_add(struct website *s, struct build_report *report)
{
	struct err *e = NULL;

	for (size_t i = 0; !e && i < sizeof steps / sizeof *steps; i++)
		if (!steps[i].plugin || website_has_plugin(s, steps[i].plugin))
			e = steps[i].add(s, report);
	return e;
}
