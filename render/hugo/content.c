/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/hugo/content.h"

#include <stdlib.h>

#include "lib/cleanup.h"
#include "lib/mem.h"
#include "lib/num.h"
#include "render/hugo/matter.h"
#include "render/hugo/path_name.h"
#include "render/model/node.h"
#include "render/model/page_url.h"
#include "render/model/post_date.h"

/* Where a date is looked for, in this order. */
static const char *const date_keys[] = { "date",      "publishdate", "pubdate",
					 "published", "lastmod",     "modified",
					 NULL };
static const char *const modified_keys[] = { "lastmod", "modified",
					     "date",    "publishdate",
					     "pubdate", "published",
					     NULL };
static const char *const publish_keys[] = { "publishdate", "pubdate",
					    "published", "date", NULL };
static const char *const expiry_keys[] = { "expirydate", "unpublishdate",
					   NULL };

/* What has another meaning to the model than to Hugo. */
static const char *const foreign_keys[] = {
	"layout",   "permalink", "redirect_from", "redirect_to", "published",
	"excerpt",  "path",      "collection",    "posts",       "id",
	"sitemap",  "redirect",  "date",          "lastmod",     "title",
	"category", "tag",       "content",       "name",        "paginate",
};

void content_list_add(struct content_list *l, struct content *c)
{
	l->items = mem_grow(l->items, l->len, &l->cap, sizeof *l->items);
	l->items[l->len++] = c;
}

static struct str keep(struct page *p, struct str s)
{
	return str_of(arena_strdup(&p->arena, s));
}

static void take_path(struct page *p, const char *path)
{
	size_t slash = strlen(path);
	size_t dot;

	p->path = arena_strdup(&p->arena, str_of(path));
	while (slash && path[slash - 1] != '/')
		slash--;
	p->dir = str_n(p->path, slash);
	p->name = str_of(p->path + slash);
	dot = page_url_ext_start(p->name);
	p->ext = str_from(p->name, dot);
	p->basename = keep(p, str_n(p->name.data, dot));
}

static fallible date_of(const struct data *d, const struct content_source *from,
			struct data_time *ret)
{
	const struct err_place at = { from->path, d->line, d->column };
	struct data_time t;

	if (d->kind == DATA_TIME)
		t = d->time;
	else if (!post_date_parse(node_as_text(d), &t))
		return err_new_in(at, &ERR_INPUT, "'%.*s' is not a date",
				  STR_FMT(node_as_text(d)));
	*ret = t.has_zone ? t : zone_localize(from->zone, t);
	return NULL;
}

/* The first of @keys that says something. */
static fallible find_date(const struct data *front, const char *const *keys,
			  const struct content_source *from,
			  struct data_time *ret, bool *ret_found)
{
	for (; *keys; keys++) {
		const struct data *d = data_get(front, *keys);

		if (!d || d->kind == DATA_NULL || d->kind == DATA_BOOL ||
		    (d->kind == DATA_STRING && !d->string.len))
			continue;
		*ret_found = true;
		return date_of(d, from, ret);
	}
	return NULL;
}

static fallible take_dates(struct content *c, const struct content_source *from)
{
	struct data_time t = { .seconds = 0 };
	bool found = false;
	struct err *e;

	e = find_date(&c->front, date_keys, from, &c->date, &c->has_date);
	if (!e)
		e = find_date(&c->front, modified_keys, from, &c->modified,
			      &c->has_modified);
	if (!e)
		e = find_date(&c->front, publish_keys, from, &t, &found);
	c->publish = found ? t.seconds : 0;
	found = false;
	if (!e)
		e = find_date(&c->front, expiry_keys, from, &t, &found);
	c->expiry = found ? t.seconds : 0;
	return e;
}

void content_set_dates(struct content *c, const struct data_time *date,
		       const struct data_time *modified)
{
	struct page *p = c->page;

	if (date) {
		c->has_date = p->has_date = true;
		c->date = p->date = *date;
		page_set(p, "date",
			 (struct data){ .kind = DATA_TIME, .time = *date });
	}
	if (modified) {
		c->has_modified = true;
		c->modified = *modified;
		page_set(p, "lastmod",
			 (struct data){ .kind = DATA_TIME, .time = *modified });
	}
}

static bool is_foreign(struct str key)
{
	for (size_t i = 0; i < sizeof foreign_keys / sizeof *foreign_keys; i++)
		if (str_is(key, foreign_keys[i]))
			return true;
	return false;
}

/* The labels under @key as a list, for the themes that walk through it. */
static struct data labels(struct content *c, const char *key)
{
	struct node_list l = { .arena = &c->page->arena };
	const struct data *d = data_get(&c->front, key);

	for (size_t i = 0; d && d->kind == DATA_LIST && i < d->list.len; i++)
		if (node_as_text(&d->list.items[i]).len)
			node_list_add(&l, node_string(node_as_text(
						  &d->list.items[i])));
	if (d && d->kind != DATA_LIST && node_as_text(d).len)
		node_list_add(&l, node_string(node_as_text(d)));
	return node_list_data(&l);
}

/* What themes find as `page`. */
static void fill_page(struct content *c)
{
	struct page *p = c->page;
	struct node_map m = { .arena = &p->arena };
	const struct data *params = data_get(&c->front, "params");

	for (size_t i = 0;
	     params && params->kind == DATA_MAP && i < params->map.len; i++)
		if (!is_foreign(params->map.entries[i].key))
			node_map_set(&m, params->map.entries[i].key,
				     params->map.entries[i].value);
	for (size_t i = 0; i < c->front.map.len; i++)
		if (!is_foreign(c->front.map.entries[i].key))
			node_map_set(&m, c->front.map.entries[i].key,
				     c->front.map.entries[i].value);
	node_map_set(&m, str_of("title"), node_string(c->title));
	node_map_set(&m, str_of("tags"), labels(c, "tags"));
	node_map_set(&m, str_of("categories"), labels(c, "categories"));
	node_map_set(&m, str_of("sitemap"), node_bool(false));
	p->data = node_map_data(&m);
	p->has_excerpt = true;
	p->excerpt = p->content;
	p->slug = node_as_text(data_get(&c->front, "slug"));
	if (!p->slug.len)
		p->slug = c->name;
}

static bool says(const struct data *front, const char *key, const char *what)
{
	const struct data *build = data_get(front, "build");

	if (!build)
		build = data_get(front, "_build");
	return str_is(node_as_text(data_get(build, key)), what);
}

static void take_fields(struct content *c)
{
	const struct data *front = &c->front;
	int64_t weight = 0;

	c->title = node_as_text(data_get(front, "title"));
	c->title = keep(c->page, c->title);
	c->link_title = node_as_text(data_get(front, "linktitle"));
	if (!c->link_title.len)
		c->link_title = c->title;
	(void)num_parse_int(node_as_text(data_get(front, "weight")), INT32_MIN,
			    INT32_MAX, &weight);
	c->weight = weight;
	c->unrendered = says(front, "render", "never") ||
			says(front, "render", "false") ||
			says(front, "render", "link") ||
			node_is_true(data_get(front, "headless"));
	c->unlisted = c->unrendered || says(front, "list", "never") ||
		      says(front, "list", "false");
	c->page->draft = node_is_true(data_get(front, "draft"));
}

static fallible read_file(struct content *c, const struct content_source *from,
			  struct data *ret)
{
	struct page *p = c->page;
	struct conf_origin origin = {
		.doubt = build_report_warn,
		.host = from->report,
	};
	struct matter m;
	struct err *e;

	take_path(p, from->path);
	origin.file = p->path;
	p->text = keep(p, from->text);
	e = matter_read(p->text, &origin, &p->arena, &m, ret);
	if (e)
		return e;
	p->content = m.body;
	p->content_line = m.body_line;
	return NULL;
}

fallible content_read(const struct content_source *from, struct content **ret)
{
	struct content *c = arena_alloc(from->arena, sizeof *c);
	auto_page struct page *p = mem_alloc(sizeof *p);
	struct data given = { .kind = DATA_MAP };
	struct err *e = NULL;

	c->kind = from->kind;
	c->page = p;
	c->section = from->section;
	c->bundle = from->bundle;
	c->dir = str_of(arena_strdup(from->arena, from->dir));
	c->name = str_of(arena_strdup(from->arena, from->name));
	p->generated = !from->path;
	p->content = str_of("");
	if (from->path)
		e = read_file(c, from, &given);
	if (e)
		return e;
	c->front = node_merge(&p->arena, &from->cascade, &given);
	take_fields(c);
	e = take_dates(c, from);
	if (e)
		return e;
	c->own_date = c->has_date || c->has_modified;
	fill_page(c);
	content_set_dates(c, c->has_date ? &c->date : NULL,
			  c->has_modified ? &c->modified : NULL);
	c->page = take_ptr(&p);
	*ret = c;
	return NULL;
}

const char *content_refusal(const struct content *c,
			    const struct hugo_config *cfg, int64_t now,
			    int64_t *ret_next)
{
	*ret_next = 0;
	if (c->page->draft && !cfg->build_drafts)
		return "its front matter says that it is a draft";
	if (c->expiry && c->expiry <= now && !cfg->build_expired)
		return "its expiry date has passed";
	if (c->publish > now && !cfg->build_future) {
		*ret_next = c->publish;
		return "its date is in the future";
	}
	if (c->expiry > now && !cfg->build_expired)
		*ret_next = c->expiry;
	return NULL;
}

static int compare_dates(const struct content *a, const struct content *b)
{
	if (a->has_date != b->has_date)
		return a->has_date ? -1 : 1;
	if (!a->has_date || a->date.seconds == b->date.seconds)
		return 0;
	return a->date.seconds > b->date.seconds ? -1 : 1;
}

static int compare_paths(const struct content *a, const struct content *b)
{
	if (!a->page->path || !b->page->path)
		return (a->page->path != NULL) - (b->page->path != NULL);
	return strcmp(a->page->path, b->page->path);
}

static int compare(const void *left, const void *right)
{
	const struct content *a = *(struct content *const *)left;
	const struct content *b = *(struct content *const *)right;
	int order;

	if (a->weight != b->weight) {
		if (!a->weight || !b->weight)
			return a->weight ? -1 : 1;
		return a->weight < b->weight ? -1 : 1;
	}
	order = compare_dates(a, b);
	if (!order)
		order = path_name_compare(a->link_title, b->link_title);
	if (!order)
		order = compare_paths(a, b);
	return order ? order : str_cmp(a->dir, b->dir);
}

void content_sort(struct content **items, size_t len)
{
	if (len)
		qsort(items, len, sizeof(struct content *), compare);
}
