/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/jekyll/feeds.h"

#include <ctype.h>

#include "lib/mem.h"
#include "render/jekyll/builtin_templates.h"
#include "render/jekyll/generated_page.h"
#include "render/jekyll/page_labels.h"
#include "render/model/node.h"

#define STYLE "feed.xslt.xml" /* a site may have one for its feeds */

/* What one feed shows. Empty: all. */
struct feed {
	struct str path;
	struct str collection;
	struct str category;
	struct str tag;
};

static bool has_style(const struct website *s)
{
	for (size_t i = 0; i < s->static_files_len; i++)
		if (!strcmp(s->static_files[i].path, STYLE))
			return true;
	for (size_t i = 0; i < s->pages_len; i++)
		if (!strcmp(s->pages[i]->path, STYLE))
			return true;
	return false;
}

static struct data text_or_null(struct str s)
{
	return s.len ? node_string(s) : (struct data){ .kind = DATA_NULL };
}

static fallible add(struct website *s, const struct feed *f)
{
	const struct generated_page g = { f->path, "layout:\nsitemap: false\n",
					  builtin_feed };
	struct page *p;
	struct err *e;

	if (generated_page_is_taken(s, f->path))
		return NULL;
	e = generated_page_make(s, &g, &p);
	if (e)
		return e;
	page_set(p, "xsl", node_bool(has_style(s)));
	page_set(p, "collection", node_string(f->collection));
	page_set(p, "category", text_or_null(f->category));
	page_set(p, "tags", text_or_null(f->tag));
	website_add_page(s, p);
	return NULL;
}

/* "feed/NAME.xml"; of another collection than posts one folder deeper. */
static struct str path_of(struct website *s, struct str collection,
			  struct str category)
{
	auto_buf struct buf path = { 0 };

	buf_puts(&path, "feed");
	if (!str_is(collection, "posts")) {
		buf_putc(&path, '/');
		buf_add_str(&path, collection);
	}
	if (category.len) {
		buf_putc(&path, '/');
		buf_add_str(&path, category);
	}
	buf_puts(&path, ".xml");
	return str_of(arena_strdup(&s->arena, buf_str(&path)));
}

/* The feeds of one collection: of its categories, then of all of it. */
static fallible add_collection(struct website *s, struct str name,
			       struct str path, const struct data *categories)
{
	struct feed f = { .collection = name };
	struct err *e = NULL;

	for (size_t i = 0; !e && categories && categories->kind == DATA_LIST &&
			   i < categories->list.len;
	     i++) {
		f.category = node_as_text(&categories->list.items[i]);
		f.path = path_of(s, name, f.category);
		e = add(s, &f);
	}
	f.category = (struct str){ NULL, 0 };
	f.path = path.len ? path : path_of(s, name, f.category);
	return e ? e : add(s, &f);
}

/* What `feed.collections` says of collection @name; NULL: nothing. */
static const struct data *meta_of(const struct data *collections,
				  struct str name)
{
	for (size_t i = 0; collections && collections->kind == DATA_MAP &&
			   i < collections->map.len;
	     i++)
		if (str_eq(collections->map.entries[i].key, name))
			return &collections->map.entries[i].value;
	return NULL;
}

static fallible add_posts(struct website *s, const struct data *wish)
{
	const struct str posts = str_of("posts");
	const struct data *meta = meta_of(data_get(wish, "collections"), posts);
	const struct data *categories = data_get(meta, "categories");
	struct str path = node_as_text(data_get(meta, "path"));

	if (!categories)
		categories = data_get(wish, "categories");
	if (!path.len)
		path = node_as_text(data_get(wish, "path"));
	return add_collection(s, posts, path, categories);
}

static void warn_missing(struct str name, const struct data *at,
			 struct build_report *report)
{
	const struct err_place place = { CONFIG_FILE, at->line, at->column };
	auto_free char *text = mem_printf("feed: there is no collection '%.*s'",
					  STR_FMT(name));

	build_report_add(report, BUILD_WARNING, place, text);
}

static fallible add_others(struct website *s, const struct data *wish,
			   struct build_report *report)
{
	const struct data *all = data_get(wish, "collections");
	size_t len = !all                     ? 0
		     : all->kind == DATA_MAP  ? all->map.len
		     : all->kind == DATA_LIST ? all->list.len
					      : 0;
	struct err *e = NULL;

	for (size_t i = 0; !e && i < len; i++) {
		struct str name = all->kind == DATA_MAP
					  ? all->map.entries[i].key
					  : node_as_text(&all->list.items[i]);
		const struct data *meta = meta_of(all, name);

		if (!website_collection(s, name))
			warn_missing(name, all, report);
		else if (!str_is(name, "posts"))
			e = add_collection(s, name,
					   node_as_text(data_get(meta, "path")),
					   data_get(meta, "categories"));
	}
	return e;
}

static bool lists(const struct data *list, struct str name)
{
	for (size_t i = 0;
	     list && list->kind == DATA_LIST && i < list->list.len; i++)
		if (str_eq(node_as_text(&list->list.items[i]), name))
			return true;
	return false;
}

/* Only such tags go into a path. */
static bool is_word(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!isalnum((unsigned char)s.data[i]) && s.data[i] != '_')
			return false;
	return s.len > 0;
}

static fallible add_tags(struct website *s, const struct data *wish)
{
	auto_page_labels struct page_labels tags = { 0 };
	const struct data *only = data_get(wish, "only");
	struct str folder = node_as_text(data_get(wish, "path"));
	struct err *e = NULL;

	page_labels_make(s, "tags", &s->arena, &tags);
	for (size_t i = 0; !e && i < tags.len; i++) {
		struct feed f = { .collection = str_of("posts"),
				  .tag = tags.labels[i].name };
		auto_free char *path = NULL;

		if (!is_word(f.tag) || lists(data_get(wish, "except"), f.tag) ||
		    (only && !lists(only, f.tag)))
			continue;
		path = mem_printf(
			"%.*s%.*s.xml",
			STR_FMT(folder.len ? folder : str_of("feed/by_tag/")),
			STR_FMT(f.tag));
		f.path = str_of(arena_strdup(&s->arena, str_of(path)));
		e = add(s, &f);
	}
	return e;
}

fallible feeds_add(struct website *s, struct build_report *report)
{
	const struct data *wish = data_get(&s->config.all, "feed");
	const struct data *tags = data_get(wish, "tags");
	struct err *e = add_others(s, wish, report);

	if (!e)
		e = add_posts(s, wish);
	if (!e && node_is_true(tags))
		e = add_tags(s, tags);
	return e;
}
