/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/hugo/hugo_config.h"

#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/mem.h"
#include "render/hugo/config_files.h"
#include "render/model/node.h"

static const struct data *make_list(struct arena *arena, const char *item)
{
	struct node_list l = { .arena = arena };
	struct data *ret = arena_alloc(arena, sizeof *ret);

	node_list_add(&l, node_text(item));
	*ret = node_list_data(&l);
	return ret;
}

static const struct data *keep(struct arena *arena, struct data d)
{
	struct data *ret = arena_alloc(arena, sizeof *ret);

	*ret = d;
	return ret;
}

static const struct data *default_taxonomies(struct arena *arena)
{
	struct node_map m = { .arena = arena };

	node_map_set(&m, str_of("category"), node_text("categories"));
	node_map_set(&m, str_of("tag"), node_text("tags"));
	return keep(arena, node_map_data(&m));
}

/* Split "https://example.org/blog/". */
static void take_base_url(struct hugo_config *c, struct str base,
			  struct arena *arena)
{
	size_t host = str_find(base, str_of("://"));
	size_t path = host < base.len ? host + 3 : 0;

	while (path < base.len && base.data[path] != '/')
		path++;
	if (host == base.len)
		path = 0;
	c->url = str_of(arena_strdup(arena, str_n(base.data, path)));
	base = str_from(base, path);
	while (str_ends(base, "/"))
		base.len--;
	c->baseurl = str_of(arena_strdup(arena, base));
}

static fallible read_flags(struct hugo_config *c)
{
	bool pluralize = true;
	const struct {
		const char *key;
		bool *ret;
	} flags[] = {
		{ "builddrafts", &c->build_drafts },
		{ "buildfuture", &c->build_future },
		{ "buildexpired", &c->build_expired },
		{ "disablepathtolower", &c->keep_case },
		{ "removepathaccents", &c->strip_accents },
		{ "pluralizelisttitles", &pluralize },
		{ "hascjklanguage", &c->cjk },
		{ "disablealiases", &c->no_aliases },
		{ "enablerobotstxt", &c->robots },
	};

	for (size_t i = 0; i < sizeof flags / sizeof *flags; i++) {
		struct err *e = data_get_bool(&c->all, c->file, flags[i].key,
					      flags[i].ret);

		if (e)
			return e;
	}
	c->plain_titles = !pluralize;
	return NULL;
}

static fallible read_texts(struct hugo_config *c, struct arena *arena)
{
	const char *base = "", *title = "", *code = "", *zone = "";
	const char *language = "en", *content = "content";
	const struct {
		const char *key;
		const char **ret;
	} texts[] = {
		{ "baseurl", &base },
		{ "title", &title },
		{ "languagecode", &code },
		{ "defaultcontentlanguage", &language },
		{ "timezone", &zone },
		{ "contentdir", &content },
	};

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct err *e = data_get_string(&c->all, c->file, texts[i].key,
						texts[i].ret);

		if (e)
			return e;
	}
	take_base_url(c, str_of(base), arena);
	c->title = str_of(title);
	c->language_code = str_of(code);
	c->language = str_of(language);
	c->time_zone = str_of(zone);
	c->content_dir = str_of(content);
	while (str_ends(c->content_dir, "/"))
		c->content_dir.len--;
	c->content_dir = str_of(arena_strdup(arena, c->content_dir));
	return NULL;
}

static fallible read_numbers(struct hugo_config *c)
{
	const struct data *rss = data_get(data_get(&c->all, "services"), "rss");
	int64_t limit = -1;
	struct err *e;

	c->summary_words = 70;
	e = data_get_uint(&c->all, c->file, "summarylength", UINT32_MAX,
			  &c->summary_words);
	if (!e)
		e = data_get_int(&c->all, c->file, "rsslimit", -1, UINT32_MAX,
				 &limit);
	if (!e)
		e = data_get_int(rss, c->file, "limit", -1, UINT32_MAX, &limit);
	if (!e)
		c->feed_items = limit > 0 ? (uint64_t)limit : 0;
	return e;
}

static const struct data *map_or_null(const struct data *d)
{
	return d && d->kind == DATA_MAP && d->map.len ? d : NULL;
}

static void read_trees(struct hugo_config *c, struct arena *arena)
{
	const struct data *dirs = data_get(&c->all, "staticdir");
	const struct data *taxonomies = data_get(&c->all, "taxonomies");

	c->static_dirs = make_list(arena, "static");
	if (dirs && dirs->kind == DATA_LIST)
		c->static_dirs = dirs;
	else if (dirs && dirs->kind == DATA_STRING)
		c->static_dirs = make_list(arena, dirs->string.data);
	c->taxonomies = taxonomies && taxonomies->kind == DATA_MAP
				? taxonomies
				: default_taxonomies(arena);
	c->permalinks = map_or_null(data_get(&c->all, "permalinks"));
	c->ugly_urls = data_get(&c->all, "uglyurls");
	c->languages = map_or_null(data_get(&c->all, "languages"));
	c->params = map_or_null(data_get(&c->all, "params"));
}

/* What the language of the site says of itself is said of the site. */
static void take_language(struct hugo_config *c, struct build_report *report,
			  struct arena *arena)
{
	const struct data *languages = data_get(&c->all, "languages");
	const struct data *name = data_get(&c->all, "defaultcontentlanguage");
	const struct data *own =
		data_get(languages, name ? node_as_text(name).data : "en");
	const struct err_place at = { c->file, 0, 0 };
	auto_free char *text = NULL;

	if (own && own->kind == DATA_MAP)
		c->all = node_merge(arena, &c->all, own);
	if (!languages || languages->kind != DATA_MAP || languages->map.len < 2)
		return;
	text = mem_printf("of %zu languages only '%s' is published",
			  languages->map.len,
			  name ? node_as_text(name).data : "en");
	build_report_add(report, BUILD_WARNING, at, text);
}

/* Templates and modules are what cannot run here. */
static void warn_of_theme(const struct hugo_config *c,
			  struct build_report *report)
{
	const struct data *theme = data_get(&c->all, "theme");
	const struct data *imports =
		data_get(data_get(&c->all, "module"), "imports");
	const struct data *which = theme ? theme : imports;
	struct err_place at = { c->file, 0, 0 };

	if (!node_is_true(which))
		return;
	at.line = which->line;
	at.column = which->column;
	build_report_add(report, BUILD_WARNING, at,
			 "Hugo's themes are Go templates, which do not run "
			 "here; the default theme is used");
}

fallible hugo_config_read(int dir, struct build_report *report,
			  struct arena *arena, struct hugo_config *ret)
{
	struct hugo_config c = { .file = NULL };
	struct err *e;

	e = config_files_read(dir, report, arena, &c.all, &c.file);
	if (e)
		return e;
	take_language(&c, report, arena);
	read_trees(&c, arena);
	e = read_flags(&c);
	if (!e)
		e = read_texts(&c, arena);
	if (!e)
		e = read_numbers(&c);
	if (e)
		return e;
	warn_of_theme(&c, report);
	*ret = c;
	return NULL;
}

bool hugo_config_lacks(const struct hugo_config *c, const char *kind)
{
	const struct data *kinds = data_get(&c->all, "disablekinds");

	for (size_t i = 0;
	     kinds && kinds->kind == DATA_LIST && i < kinds->list.len; i++)
		if (str_is(node_as_text(&kinds->list.items[i]), kind))
			return true;
	return false;
}

/* What Hugo's sites have in their parameters and Jekyll's at the top. */
static void take_about(const struct hugo_config *c, struct node_map *m)
{
	static const char *const names[] = { "description", "author", "tagline",
					     "copyright" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const struct data *d = data_get(&c->all, names[i]);

		if (!d)
			d = data_get(c->params, names[i]);
		if (d)
			node_map_set(m, str_of(names[i]), *d);
	}
}

fallible hugo_config_as_model(const struct hugo_config *c, struct arena *arena,
			      struct config *ret)
{
	struct node_map m = { .arena = arena };
	struct node_map redirects = { .arena = arena };
	struct data all;

	node_map_set(&m, str_of("title"), node_string(c->title));
	node_map_set(&m, str_of("url"), node_string(c->url));
	node_map_set(&m, str_of("baseurl"), node_string(c->baseurl));
	node_map_set(&m, str_of("timezone"), node_string(c->time_zone));
	node_map_set(&m, str_of("lang"),
		     node_string(c->language_code.len ? c->language_code
						      : c->language));
	if (c->language_code.len)
		node_map_set(&m, str_of("language_code"),
			     node_string(c->language_code));
	node_map_set(&m, str_of("feed_path"), node_text("/index.xml"));
	node_map_set(&m, str_of("plugins"),
		     *make_list(arena, "jekyll-redirect-from"));
	node_map_set(&redirects, str_of("json"), node_bool(false));
	node_map_set(&m, str_of("redirect_from"), node_map_data(&redirects));
	node_map_set(&m, str_of("data_dir"), node_text("data"));
	if (c->params)
		node_map_set(&m, str_of("params"), *c->params);
	take_about(c, &m);
	all = node_map_data(&m);
	return config_from_data(&all, arena, ret);
}
