/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/model/config.h"

#include <fnmatch.h>

#include "lib/conf.h"
#include "render/model/node.h"
#include "render/model/permalink.h"

/* Jekyll 4.3's defaults, as far as they mean something to us or can be seen
 * through `site`. */
static const char defaults_text[] =
	"collections_dir: ''\n"
	"layouts_dir: _layouts\n"
	"includes_dir: _includes\n"
	"data_dir: _data\n"
	"plugins_dir: _plugins\n"
	"collections: {}\n"
	"safe: false\n"
	"include: [.htaccess]\n"
	"exclude: []\n"
	"encoding: utf-8\n"
	"markdown_ext: markdown,mkdown,mkdn,mkd,md\n"
	"show_drafts:\n"
	"limit_posts: 0\n"
	"future: false\n"
	"unpublished: false\n"
	"plugins: []\n"
	"markdown: kramdown\n"
	"highlighter: rouge\n"
	"excerpt_separator: \"\\n\\n\"\n"
	"baseurl:\n"
	"permalink: date\n"
	"paginate_path: /page:num\n"
	"timezone:\n"
	"defaults: []\n"
	"liquid: {error_mode: warn, strict_filters: false,"
	" strict_variables: false}\n"
	"kramdown: {auto_ids: true, toc_levels: [1, 2, 3, 4, 5, 6],"
	" entity_output: as_char, input: GFM, hard_wrap: false,"
	" footnote_nr: 1}\n";

static const char *const always_excluded[] = {
	".sass-cache",  ".jekyll-cache", "gemfiles",       "Gemfile",
	"Gemfile.lock", "node_modules",  "vendor/bundle/", "vendor/cache/",
	"vendor/gems/", "vendor/ruby/",
};

/* A list of patterns; a lone string is a list of one. */
static const struct data *pattern_list(struct arena *arena,
				       const struct data *d)
{
	struct node_list l = { .arena = arena };
	struct data *ret = arena_alloc(arena, sizeof *ret);

	if (d && d->kind == DATA_LIST)
		for (size_t i = 0; i < d->list.len; i++)
			node_list_add(&l, d->list.items[i]);
	else if (d && d->kind == DATA_STRING)
		node_list_add(&l, *d);
	*ret = node_list_data(&l);
	return ret;
}

static const struct data *exclude_list(struct arena *arena,
				       const struct data *d)
{
	const struct data *given = pattern_list(arena, d);
	struct node_list l = { .arena = arena };
	struct data *ret = arena_alloc(arena, sizeof *ret);

	for (size_t i = 0; i < given->list.len; i++)
		node_list_add(&l, given->list.items[i]);
	for (size_t i = 0; i < sizeof always_excluded / sizeof(char *); i++)
		node_list_add(&l, node_text(always_excluded[i]));
	*ret = node_list_data(&l);
	return ret;
}

/* `collections` as a map of maps, with posts in it; the short form is a list
 * of names. */
static const struct data *collection_map(const struct config *c,
					 const struct data *d,
					 struct arena *arena)
{
	struct node_map all = { .arena = arena };
	struct node_map posts = { .arena = arena };
	struct data *ret = arena_alloc(arena, sizeof *ret);
	struct data merged;

	for (size_t i = 0; d && d->kind == DATA_LIST && i < d->list.len; i++)
		if (d->list.items[i].kind == DATA_STRING)
			node_map_set(&all, d->list.items[i].string,
				     (struct data){ .kind = DATA_MAP });
	for (size_t i = 0; d && d->kind == DATA_MAP && i < d->map.len; i++)
		node_map_set(&all, d->map.entries[i].key,
			     d->map.entries[i].value);
	node_map_set(&posts, str_of("permalink"),
		     node_string(permalink_post_template(c->permalink)));
	merged = node_map_data(&posts);
	merged = node_merge(arena, &merged, data_get(d, "posts"));
	posts.entries = NULL;
	posts.len = posts.cap = 0;
	for (size_t i = 0; i < merged.map.len; i++)
		node_map_set(&posts, merged.map.entries[i].key,
			     merged.map.entries[i].value);
	node_map_set(&posts, str_of("output"), node_bool(true));
	node_map_set(&all, str_of("posts"), node_map_data(&posts));
	*ret = node_map_data(&all);
	return ret;
}

struct text_field {
	const char *key;
	struct str *ret;
};

static fallible read_texts(struct config *c)
{
	const struct text_field fields[] = {
		{ "url", &c->url },
		{ "baseurl", &c->baseurl },
		{ "permalink", &c->permalink },
		{ "excerpt_separator", &c->excerpt_separator },
		{ "timezone", &c->timezone },
		{ "markdown_ext", &c->markdown_ext },
		{ "collections_dir", &c->collections_dir },
		{ "layouts_dir", &c->layouts_dir },
		{ "includes_dir", &c->includes_dir },
		{ "data_dir", &c->data_dir },
	};

	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
		const char *text = "";
		struct err *e = data_get_string(&c->all, CONFIG_FILE,
						fields[i].key, &text);

		if (e)
			return e;
		*fields[i].ret = str_of(text);
	}
	return NULL;
}

static fallible read_fields(struct config *c, struct arena *arena)
{
	struct err *e;

	e = read_texts(c);
	if (e)
		return e;
	e = data_get_bool(&c->all, CONFIG_FILE, "future", &c->future);
	if (e)
		return e;
	e = data_get_bool(&c->all, CONFIG_FILE, "unpublished", &c->unpublished);
	if (e)
		return e;
	e = data_get_bool(&c->all, CONFIG_FILE, "show_drafts", &c->show_drafts);
	if (e)
		return e;
	c->include = pattern_list(arena, data_get(&c->all, "include"));
	c->exclude = exclude_list(arena, data_get(&c->all, "exclude"));
	c->defaults = data_get(&c->all, "defaults");
	c->collections =
		collection_map(c, data_get(&c->all, "collections"), arena);
	return data_get_uint(&c->all, CONFIG_FILE, "limit_posts", UINT32_MAX,
			     &c->limit_posts);
}

fallible config_from_data(const struct data *given, struct arena *arena,
			  struct config *ret)
{
	const struct conf_origin defaults = { .file = "defaults" };
	struct config c = { .limit_posts = 0 };
	struct data base;
	struct err *e;

	e = conf_parse(str_of(defaults_text), &defaults, arena, &base);
	if (e)
		return e;
	c.all = node_merge(arena, &base, given);
	e = read_fields(&c, arena);
	if (e)
		return e;
	*ret = c;
	return NULL;
}

fallible config_parse(struct str text, struct build_report *report,
		      struct arena *arena, struct config *ret)
{
	const struct conf_origin own = {
		.file = CONFIG_FILE,
		.first_line = 1,
		.doubt = report ? build_report_warn : NULL,
		.host = report,
	};
	struct data given;
	struct err *e;

	e = conf_parse(text, &own, arena, &given);
	if (e)
		return e;
	if (given.kind != DATA_MAP && given.kind != DATA_NULL) {
		const struct err_place at = { CONFIG_FILE, given.line,
					      given.column };

		return err_new_in(at, &ERR_INPUT, "not a map but %s",
				  data_kind_name(given.kind));
	}
	return config_from_data(&given, arena, ret);
}

static bool list_has(const struct data *list, const char *name)
{
	for (size_t i = 0;
	     list && list->kind == DATA_LIST && i < list->list.len; i++)
		if (str_is(node_as_text(&list->list.items[i]), name))
			return true;
	return false;
}

bool config_has_plugin(const struct config *c, const char *name)
{
	struct str rest = c->theme_plugins;
	struct str one;

	while (str_split(&rest, '\n', &one))
		if (str_is(str_trim(one), name))
			return true;
	return list_has(data_get(&c->all, "plugins"), name) ||
	       list_has(data_get(&c->all, "gems"), name);
}

bool config_is_markdown(const struct config *c, struct str ext)
{
	struct str rest = c->markdown_ext;
	struct str one;

	if (!ext.len || ext.data[0] != '.')
		return false;
	while (str_split(&rest, ',', &one))
		if (str_eq(str_trim(one), str_from(ext, 1)))
			return true;
	return false;
}

static struct str without_slash(struct str path)
{
	return str_starts(path, "/") ? str_from(path, 1) : path;
}

/* Does @path lie below the scope's, which may be a pattern? */
static bool in_scope(struct str scope, struct str path)
{
	auto_buf struct buf pattern = { 0 };
	auto_buf struct buf subject = { 0 };

	scope = without_slash(scope);
	if (str_find_char(scope, '*') == scope.len)
		return path.len >= scope.len &&
		       str_eq(str_n(path.data, scope.len), scope);
	buf_add_str(&pattern, scope);
	buf_add_str(&subject, path);
	return !fnmatch(pattern.data, subject.data,
			FNM_PATHNAME | FNM_LEADING_DIR);
}

/* Type names in the singular are those of old Jekyll. */
static bool is_type(struct str wanted, const char *type)
{
	return str_is(wanted, type) ||
	       (str_is(wanted, "post") &&
		str_eq(str_of(type), str_of("posts"))) ||
	       (str_is(wanted, "page") &&
		str_eq(str_of(type), str_of("pages"))) ||
	       (str_is(wanted, "draft") &&
		str_eq(str_of(type), str_of("drafts")));
}

/* How strongly a scope binds: by the length of its path, then by its type. */
static size_t scope_rank(const struct data *scope)
{
	return 2 * node_as_text(data_get(scope, "path")).len +
	       (data_get(scope, "type") ? 1 : 0);
}

static bool set_applies(const struct data *set, struct str path,
			const char *type)
{
	const struct data *scope = data_get(set, "scope");
	const struct data *wanted = data_get(scope, "type");

	if (!data_get(set, "values"))
		return false;
	if (wanted && !is_type(node_as_text(wanted), type))
		return false;
	return in_scope(node_as_text(data_get(scope, "path")), path);
}

struct data config_defaults_for(const struct config *c, struct str path,
				const char *type, struct arena *arena)
{
	struct data all = { .kind = DATA_MAP };
	size_t rank = 0;

	for (size_t i = 0; c->defaults && c->defaults->kind == DATA_LIST &&
			   i < c->defaults->list.len;
	     i++) {
		const struct data *set = &c->defaults->list.items[i];
		const struct data *values = data_get(set, "values");
		size_t this_rank = scope_rank(data_get(set, "scope"));

		if (!set_applies(set, path, type))
			continue;
		if (this_rank >= rank) {
			all = node_merge(arena, &all, values);
			rank = this_rank;
		} else {
			all = node_merge(arena, values, &all);
		}
	}
	return all;
}
