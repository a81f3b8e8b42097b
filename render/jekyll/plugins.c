/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/jekyll/plugins.h"

#include "lib/fs.h"
#include "lib/mem.h"
#include "render/model/node.h"

struct plugin {
	const char *name;
	const char *purpose; /* NULL: it is built in, or there is no need */
};

static const struct plugin plugins[] = {
	{ "jekyll-archives", NULL },
	{ "jekyll-avatar", NULL },
	{ "jekyll-commonmark", NULL },
	{ "jekyll-commonmark-ghpages", NULL },
	{ "jekyll-default-layout", NULL },
	{ "jekyll-feed", NULL },
	{ "jekyll-gist", NULL },
	{ "jekyll-github-metadata", NULL },
	{ "jekyll-include-cache", NULL },
	{ "jekyll-last-modified-at", NULL },
	{ "jekyll-mentions", NULL },
	{ "jekyll-optional-front-matter", NULL },
	{ "jekyll-paginate", NULL },
	{ "jekyll-paginate-v2", NULL },
	{ "jekyll-readme-index", NULL },
	{ "jekyll-redirect-from", NULL },
	{ "jekyll-relative-links", NULL },
	{ "jekyll-seo-tag", NULL },
	{ "jekyll-sitemap", NULL },
	{ "jekyll-titles-from-headings", NULL },
	{ "jekyll-toc", NULL },
	{ "jemoji", NULL },
	/* Jekyll's own engine, in pieces. */
	{ "jekyll-sass-converter", NULL },
	{ "jekyll-watch", NULL },
	{ "jekyll-compose", NULL },
	{ "kramdown-parser-gfm", NULL },
	{ "webrick", NULL },
	/* What a site's author would miss. */
	{ "jekyll-coffeescript", "compiles CoffeeScript" },
	{ "jekyll-minifier", "makes HTML, CSS and scripts smaller" },
	{ "jekyll-polyglot", "makes the site in several languages" },
	{ "jekyll-remote-theme", "fetches the site's theme" },
	{ "jekyll-spaceship", "adds to Markdown: tables, mathematics, media" },
};

static const struct plugin *find(struct str name)
{
	for (size_t i = 0; i < sizeof plugins / sizeof *plugins; i++)
		if (str_is(name, plugins[i].name))
			return &plugins[i];
	return NULL;
}

static void check_name(const struct data *d, struct build_report *report)
{
	const struct err_place at = { CONFIG_FILE, d->line, d->column };
	struct str name = node_as_text(d);
	const struct plugin *known = find(name);
	auto_free char *text = NULL;

	if (known && !known->purpose)
		return;
	if (known)
		text = mem_printf("plugin '%s' is not built in and Ruby is not "
				  "run here; it %s",
				  known->name, known->purpose);
	else
		text = mem_printf("plugin '%.*s' is not known and Ruby is not "
				  "run here; what it does is missing",
				  STR_FMT(name));
	build_report_add(report, BUILD_WARNING, at, text);
}

static void check_list(const struct data *list, struct build_report *report)
{
	if (!list || list->kind == DATA_NULL)
		return;
	if (list->kind != DATA_LIST) {
		check_name(list, report);
		return;
	}
	for (size_t i = 0; i < list->list.len; i++)
		check_name(&list->list.items[i], report);
}

/* What is no folder that we can read holds no plugin either. */
static void check_folder(const struct website *s, const char *folder,
			 struct build_report *report)
{
	auto_fs_list struct fs_list list = { 0 };

	err_drop(fs_list_at(s->source.dir, folder, &list));
	for (size_t i = 0; i < list.len; i++) {
		auto_free char *path =
			mem_printf("%s/%s", folder, list.entries[i].name);
		const struct err_place at = { path, 0, 0 };

		if (str_ends(str_of(path), ".rb"))
			build_report_add(report, BUILD_WARNING, at,
					 "Ruby is not run here; what this "
					 "plugin does is missing");
	}
}

void plugins_check(const struct website *s, struct build_report *report)
{
	const struct data *all = &s->config.all;
	const struct data *folder = data_get(all, "plugins_dir");

	check_list(data_get(all, "plugins"), report);
	check_list(data_get(all, "gems"), report);
	if (folder && folder->kind == DATA_STRING && folder->string.len)
		check_folder(s, folder->string.data, report);
}
