/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/jekyll/page_value.h"

#include "lib/mem.h"
#include "render/jekyll/bodies.h"
#include "render/liquid/value_read.h"
#include "render/model/collection.h"
#include "render/model/node.h"

static struct value body(const struct page *p, struct value_reader *r,
			 enum body_part part)
{
	struct str text = { NULL, 0 };
	struct err *e = bodies_get(r->host, p, part, &text);

	if (e)
		value_fail(r, e);
	return value_of_str(text);
}

/* Layouts see the source of a page that is no document, but what documents
 * became. */
static struct value read_content(const struct page *p, struct value_reader *r)
{
	const struct rendering *rendering = r->host;

	if (p == rendering->page && !p->collection)
		return value_of_str(p->content);
	return body(p, r, BODY_WHOLE);
}

static struct value read_excerpt(const struct page *p, struct value_reader *r)
{
	const struct data *own = data_get(&p->data, "excerpt");

	if (node_is_true(own))
		return value_of_data(own);
	if (p->has_excerpt)
		return body(p, r, BODY_EXCERPT);
	return (struct value){ .kind = VALUE_NIL };
}

static struct value read_url(const struct page *p, struct value_reader *r)
{
	(void)r;
	return value_of_str(p->url);
}

static struct value read_path(const struct page *p, struct value_reader *r)
{
	const struct data *own = data_get(&p->data, "path");

	(void)r;
	return own ? value_of_data(own) : value_of_str(str_of(p->path));
}

static struct value read_relative_path(const struct page *p,
				       struct value_reader *r)
{
	(void)r;
	return value_of_str(str_of(p->path));
}

static struct value read_name(const struct page *p, struct value_reader *r)
{
	const struct data *own = data_get(&p->data, "name");

	(void)r;
	return own ? value_of_data(own) : value_of_str(p->name);
}

static struct value read_id(const struct page *p, struct value_reader *r)
{
	(void)r;
	return value_of_str(p->id);
}

static struct value read_collection(const struct page *p,
				    struct value_reader *r)
{
	(void)r;
	return value_of_str(p->collection->label);
}

static struct value read_previous(const struct page *p, struct value_reader *r)
{
	(void)r;
	return page_value(p->previous);
}

static struct value read_next(const struct page *p, struct value_reader *r)
{
	(void)r;
	return page_value(p->next);
}

static struct value read_posts(const struct page *p, struct value_reader *r)
{
	(void)r;
	return page_list_value(p->archive);
}

/* The folder the page is in, as part of its URL. */
static struct value read_dir(const struct page *p, struct value_reader *r)
{
	size_t n = p->url.len;

	(void)r;
	while (n && p->url.data[n - 1] != '/')
		n--;
	return value_of_str(str_n(p->url.data, n));
}

/* What is computed rather than written in the front matter. */
static const struct field {
	const char *name;
	bool of_documents, of_pages; /* else of archives */
	struct value (*read)(const struct page *p, struct value_reader *r);
} fields[] = {
	{ "url", true, true, read_url },
	{ "content", true, true, read_content },
	{ "excerpt", true, false, read_excerpt },
	{ "path", true, true, read_path },
	{ "name", true, true, read_name },
	{ "id", true, false, read_id },
	{ "collection", true, false, read_collection },
	{ "relative_path", true, false, read_relative_path },
	{ "previous", true, false, read_previous },
	{ "next", true, false, read_next },
	{ "dir", false, true, read_dir },
	{ "posts", false, false, read_posts },
};
#define FIELDS (sizeof fields / sizeof *fields)

static bool has_field(const struct page *p, const struct field *f)
{
	if (!f->of_documents && !f->of_pages)
		return p->archive;
	if (f->read == read_excerpt && p->has_excerpt)
		return true;
	return p->collection ? f->of_documents : f->of_pages;
}

static bool page_get(const void *self, struct value_reader *r,
		     const struct value_key *key, struct value *ret)
{
	const struct page *p = self;

	for (size_t i = 0; i < FIELDS; i++) {
		if (!has_field(p, &fields[i]) ||
		    !str_is(key->name, fields[i].name))
			continue;
		*ret = fields[i].read(p, r);
		return true;
	}
	for (size_t i = 0; i < p->data.map.len; i++) {
		if (!str_eq(p->data.map.entries[i].key, key->name))
			continue;
		*ret = value_of_data(&p->data.map.entries[i].value);
		return true;
	}
	return false;
}

static bool is_field(const struct page *p, struct str name)
{
	for (size_t i = 0; i < FIELDS; i++)
		if (has_field(p, &fields[i]) && str_is(name, fields[i].name))
			return true;
	return false;
}

/* The name of entry @n: the computed ones first, then what the front matter
 * has beside them. */
static struct str entry_name(const struct page *p, size_t n)
{
	for (size_t i = 0; i < FIELDS; i++)
		if (has_field(p, &fields[i]) && !n--)
			return str_of(fields[i].name);
	for (size_t i = 0; i < p->data.map.len; i++)
		if (!is_field(p, p->data.map.entries[i].key) && !n--)
			return p->data.map.entries[i].key;
	return (struct str){ NULL, 0 };
}

static size_t page_len(const void *self, struct value_reader *r)
{
	size_t n = 0;

	(void)r;
	while (entry_name(self, n).data)
		n++;
	return n;
}

static struct str page_key_at(const void *self, struct value_reader *r,
			      size_t i)
{
	(void)r;
	return entry_name(self, i);
}

static struct value page_at(const void *self, struct value_reader *r, size_t i)
{
	const struct value_key key = value_key_of(entry_name(self, i));
	struct value v = { .kind = VALUE_NIL };

	(void)page_get(self, r, &key, &v);
	return v;
}

static struct value page_text(const void *self, struct value_reader *r)
{
	return read_content(self, r);
}

static const struct value_ops page_ops = {
	.shape = VALUE_MAP_SHAPE,
	.by_identity = true,
	.get = page_get,
	.len = page_len,
	.at = page_at,
	.key_at = page_key_at,
	.text = page_text,
};

struct value page_value(const struct page *p)
{
	return p ? value_of_object(&page_ops, p)
		 : (struct value){ .kind = VALUE_NIL };
}

const struct page *page_of_value(struct value v)
{
	return v.kind == VALUE_OBJECT && v.object.ops == &page_ops
		       ? v.object.self
		       : NULL;
}

static size_t list_len(const void *self, struct value_reader *r)
{
	const struct page_list *l = self;

	(void)r;
	return l->len;
}

static struct value list_at(const void *self, struct value_reader *r, size_t i)
{
	const struct page_list *l = self;

	(void)r;
	return page_value(l->pages[i]);
}

static const struct value_ops list_ops = {
	.shape = VALUE_LIST_SHAPE,
	.len = list_len,
	.at = list_at,
};

struct value page_list_value(const struct page_list *l)
{
	return value_of_object(&list_ops, l);
}

static struct value static_path(const struct static_file *f)
{
	return value_of_str(f->collection.len ? str_of(f->path) : f->url);
}

static struct value static_name(const struct static_file *f)
{
	return value_of_str(f->name);
}

static struct value static_basename(const struct static_file *f)
{
	return value_of_str(f->basename);
}

static struct value static_ext(const struct static_file *f)
{
	return value_of_str(f->ext);
}

static struct value static_collection(const struct static_file *f)
{
	return f->collection.len ? value_of_str(f->collection)
				 : (struct value){ .kind = VALUE_NIL };
}

static struct value static_modified(const struct static_file *f)
{
	return (struct value){ .kind = VALUE_TIME, .time = &f->modified };
}

static const struct static_field {
	const char *name;
	struct value (*read)(const struct static_file *f);
} static_fields[] = {
	{ "path", static_path },   { "modified_time", static_modified },
	{ "name", static_name },   { "basename", static_basename },
	{ "extname", static_ext }, { "collection", static_collection },
};
#define STATIC_FIELDS (sizeof static_fields / sizeof *static_fields)

static bool static_get(const void *self, struct value_reader *r,
		       const struct value_key *key, struct value *ret)
{
	(void)r;
	for (size_t i = 0; i < STATIC_FIELDS; i++) {
		if (!str_is(key->name, static_fields[i].name))
			continue;
		*ret = static_fields[i].read(self);
		return true;
	}
	return false;
}

static size_t static_len(const void *self, struct value_reader *r)
{
	(void)self;
	(void)r;
	return STATIC_FIELDS;
}

static struct value static_at(const void *self, struct value_reader *r,
			      size_t i)
{
	(void)r;
	return static_fields[i].read(self);
}

static struct str static_key_at(const void *self, struct value_reader *r,
				size_t i)
{
	(void)self;
	(void)r;
	return str_of(static_fields[i].name);
}

static const struct value_ops static_ops = {
	.shape = VALUE_MAP_SHAPE,
	.by_identity = true,
	.get = static_get,
	.len = static_len,
	.at = static_at,
	.key_at = static_key_at,
};

struct value static_file_value(const struct static_file *f)
{
	return value_of_object(&static_ops, f);
}
