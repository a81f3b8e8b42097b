/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/jekyll/site_value.h"

#include "render/jekyll/github_value.h"
#include "render/jekyll/page_lists.h"
#include "render/liquid/value_read.h"
#include "render/model/node.h"

#define RELATED_POSTS 10

static const struct value nil = { .kind = VALUE_NIL };

/* Posts by tag or category: a map of lists. */
static bool labels_get(const void *self, struct value_reader *r,
		       const struct value_key *key, struct value *ret)
{
	const struct page_labels *l = self;

	(void)r;
	for (size_t i = 0; i < l->len; i++) {
		if (!str_eq(l->labels[i].name, key->name))
			continue;
		*ret = page_list_value(&l->labels[i].posts);
		return true;
	}
	return false;
}

static size_t labels_len(const void *self, struct value_reader *r)
{
	(void)r;
	return ((const struct page_labels *)self)->len;
}

static struct value labels_at(const void *self, struct value_reader *r,
			      size_t i)
{
	(void)r;
	return page_list_value(
		&((const struct page_labels *)self)->labels[i].posts);
}

static struct str labels_key_at(const void *self, struct value_reader *r,
				size_t i)
{
	(void)r;
	return ((const struct page_labels *)self)->labels[i].name;
}

static const struct value_ops labels_ops = {
	.shape = VALUE_MAP_SHAPE,
	.get = labels_get,
	.len = labels_len,
	.at = labels_at,
	.key_at = labels_key_at,
};

static struct value static_list(const struct build *b, struct value_reader *r,
				bool (*wanted)(const struct static_file *f))
{
	const struct website *s = b->site;
	struct value *items = arena_alloc_array(
		r->arena, s->static_files_len + 1, sizeof *items);
	size_t len = 0;

	for (size_t i = 0; i < s->static_files_len; i++)
		if (wanted(&s->static_files[i]))
			items[len++] = static_file_value(&s->static_files[i]);
	return value_of_list(items, len);
}

static bool any(const struct static_file *f)
{
	(void)f;
	return true;
}

static bool is_html(const struct static_file *f)
{
	return str_is(f->ext, ".html") || str_is(f->ext, ".htm") ||
	       str_is(f->ext, ".xhtml");
}

/* One collection: label, docs, files, and what _config.yml says of it. */
static struct value collection_value(const struct build *b,
				     struct value_reader *r, size_t i)
{
	const struct collection *c = &b->site->collections[i];
	const struct data *meta = c->metadata;
	const size_t more = meta->kind == DATA_MAP ? meta->map.len : 0;
	struct value_entry *entries =
		arena_alloc_array(r->arena, more + 4, sizeof *entries);
	size_t n = 0;

	entries[n++] = (struct value_entry){ value_key_of(str_of("label")),
					     value_of_str(c->label) };
	entries[n++] = (struct value_entry){
		value_key_of(str_of("docs")),
		page_list_value(&b->lists->collections[i])
	};
	entries[n++] = (struct value_entry){ value_key_of(str_of(
						     "relative_directory")),
					     value_of_str(c->folder) };
	entries[n++] = (struct value_entry){ value_key_of(str_of("output")),
					     value_of_bool(c->output) };
	for (size_t k = 0; k < more; k++)
		entries[n++] = (struct value_entry){
			value_key_of(meta->map.entries[k].key),
			value_of_data(&meta->map.entries[k].value)
		};
	return value_of_entries(r->arena, entries, n);
}

static struct value read_collections(const struct build *b,
				     struct value_reader *r)
{
	const size_t len = b->site->collections_len;
	struct value *items =
		arena_alloc_array(r->arena, len + 1, sizeof *items);

	for (size_t i = 0; i < len; i++)
		items[i] = collection_value(b, r, i);
	return value_of_list(items, len);
}

/* The newest posts but the one being rendered; nil outside documents. */
static struct value read_related(const struct build *b, struct value_reader *r)
{
	const struct rendering *rendering = r->host;
	const struct page_list *posts = &b->lists->posts;
	struct value *items;
	size_t len = 0;

	if (!rendering->page->collection)
		return nil;
	items = arena_alloc_array(r->arena, RELATED_POSTS, sizeof *items);
	for (size_t i = 0; i < posts->len && len < RELATED_POSTS; i++)
		if (posts->pages[i] != rendering->page)
			items[len++] = page_value(posts->pages[i]);
	return value_of_list(items, len);
}

static struct value read_posts(const struct build *b, struct value_reader *r)
{
	(void)r;
	return page_list_value(&b->lists->posts);
}

static struct value read_pages(const struct build *b, struct value_reader *r)
{
	(void)r;
	return page_list_value(&b->lists->pages);
}

static struct value read_html_pages(const struct build *b,
				    struct value_reader *r)
{
	(void)r;
	return page_list_value(&b->lists->html_pages);
}

/* The documents of all collections, and the static files among them. */
static struct value read_documents(const struct build *b,
				   struct value_reader *r)
{
	const struct website *s = b->site;
	const struct page_list *docs = &b->lists->documents;
	struct value *items = arena_alloc_array(
		r->arena, docs->len + s->static_files_len + 1, sizeof *items);
	size_t len = 0;

	for (size_t i = 0; i < docs->len; i++)
		items[len++] = page_value(docs->pages[i]);
	for (size_t i = 0; i < s->static_files_len; i++)
		if (s->static_files[i].collection.len)
			items[len++] = static_file_value(&s->static_files[i]);
	return value_of_list(items, len);
}

static struct value read_tags(const struct build *b, struct value_reader *r)
{
	(void)r;
	return value_of_object(&labels_ops, &b->lists->tags);
}

static struct value read_categories(const struct build *b,
				    struct value_reader *r)
{
	(void)r;
	return value_of_object(&labels_ops, &b->lists->categories);
}

static struct value read_static_files(const struct build *b,
				      struct value_reader *r)
{
	return static_list(b, r, any);
}

static struct value read_html_files(const struct build *b,
				    struct value_reader *r)
{
	return static_list(b, r, is_html);
}

static struct value read_data(const struct build *b, struct value_reader *r)
{
	(void)r;
	return value_of_data(&b->site->data);
}

static struct value read_time(const struct build *b, struct value_reader *r)
{
	struct data_time *t = arena_alloc(r->arena, sizeof *t);

	*t = zone_localize(b->site->zone,
			   (struct data_time){ .seconds = b->site->time,
					       .has_zone = true });
	return (struct value){ .kind = VALUE_TIME, .time = t };
}

static struct value read_github(const struct build *b, struct value_reader *r)
{
	(void)r;
	return website_has_plugin(b->site, "jekyll-github-metadata")
		       ? github_value(b)
		       : value_of_data(
				 data_get(&b->site->config.all, "github"));
}

static const struct {
	const char *name;
	struct value (*read)(const struct build *b, struct value_reader *r);
} fields[] = {
	{ "posts", read_posts },
	{ "pages", read_pages },
	{ "time", read_time },
	{ "data", read_data },
	{ "tags", read_tags },
	{ "categories", read_categories },
	{ "collections", read_collections },
	{ "documents", read_documents },
	{ "related_posts", read_related },
	{ "static_files", read_static_files },
	{ "html_pages", read_html_pages },
	{ "html_files", read_html_files },
	{ "github", read_github },
};
#define FIELDS (sizeof fields / sizeof *fields)

static bool site_get(const void *self, struct value_reader *r,
		     const struct value_key *key, struct value *ret)
{
	const struct build *b = self;
	const struct data *all = &b->site->config.all;

	for (size_t i = 0; i < FIELDS; i++) {
		if (!str_is(key->name, fields[i].name))
			continue;
		*ret = fields[i].read(b, r);
		return true;
	}
	for (size_t i = 0; i < b->site->collections_len; i++) {
		if (!str_eq(b->site->collections[i].label, key->name))
			continue;
		*ret = page_list_value(&b->lists->collections[i]);
		return true;
	}
	for (size_t i = 0; i < all->map.len; i++) {
		if (!str_eq(all->map.entries[i].key, key->name))
			continue;
		*ret = value_of_data(&all->map.entries[i].value);
		return true;
	}
	return false;
}

static size_t site_len(const void *self, struct value_reader *r)
{
	const struct build *b = self;

	(void)r;
	return b->site->config.all.map.len;
}

static struct value site_at(const void *self, struct value_reader *r, size_t i)
{
	const struct build *b = self;

	(void)r;
	return value_of_data(&b->site->config.all.map.entries[i].value);
}

static struct str site_key_at(const void *self, struct value_reader *r,
			      size_t i)
{
	const struct build *b = self;

	(void)r;
	return b->site->config.all.map.entries[i].key;
}

static const struct value_ops site_ops = {
	.shape = VALUE_MAP_SHAPE,
	.by_identity = true,
	.get = site_get,
	.len = site_len,
	.at = site_at,
	.key_at = site_key_at,
};

struct value site_value(const struct build *b)
{
	return value_of_object(&site_ops, b);
}
