/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/model/page.h"

#include <ctype.h>

#include "lib/mem.h"
#include "render/model/collection.h"
#include "render/model/excerpt.h"
#include "render/model/front_matter.h"
#include "render/model/node.h"
#include "render/model/page_url.h"
#include "render/model/post_date.h"

void page_free(struct page *p)
{
	if (!p)
		return;
	arena_release(&p->arena);
	free(p);
}

bool page_is_markdown(const struct page *p, const struct config *c)
{
	return config_is_markdown(c, p->ext);
}

bool page_is_html(const struct page *p)
{
	return str_is(p->output_ext, ".html") ||
	       str_is(p->output_ext, ".xhtml") || str_is(p->output_ext, ".htm");
}

static struct str keep(struct page *p, struct str s)
{
	return str_of(arena_strdup(&p->arena, s));
}

static void take_path(struct page *p, const char *path)
{
	size_t slash;
	size_t dot;

	p->path = arena_strdup(&p->arena, str_of(path));
	slash = strlen(path);
	while (slash && path[slash - 1] != '/')
		slash--;
	p->dir = str_n(p->path, slash);
	p->name = str_of(p->path + slash);
	dot = page_url_ext_start(p->name);
	p->ext = str_from(p->name, dot);
	p->basename = keep(p, page_url_without_dots(str_n(p->name.data, dot)));
}

/* "2024-5-1-name": its date, and the name after it. */
static bool split_dated_name(struct str basename, struct data_time *ret_date,
			     struct str *ret_slug)
{
	size_t dashes = 0;

	for (size_t i = 0; i < basename.len; i++) {
		char c = basename.data[i];

		if (c == '-' && ++dashes == 3) {
			*ret_slug = str_from(basename, i + 1);
			return post_date_parse(str_n(basename.data, i),
					       ret_date);
		}
		if (c != '-' && !isdigit((unsigned char)c))
			return false;
	}
	return false;
}

bool page_name_is_dated(struct str name)
{
	static const size_t min[] = { 2, 1, 1 }, max[] = { 4, 2, 2 };

	for (size_t i = 0; i < 3; i++) {
		size_t len = 0;

		while (len < name.len && isdigit((unsigned char)name.data[len]))
			len++;
		if (len < min[i] || len > max[i] || len == name.len ||
		    name.data[len] != '-')
			return false;
		name = str_from(name, len + 1);
	}
	return true;
}

/* "my-first-post" as "My First Post". */
static struct str title_of_slug(struct page *p, struct str slug)
{
	char *title = arena_strdup(&p->arena, slug);
	bool first = true;
	size_t len = 0;

	for (size_t i = 0; title[i]; i++) {
		if (title[i] == '-' || title[i] == '_') {
			first = true;
			continue;
		}
		if (first && len)
			title[len++] = ' ';
		title[len++] = (char)(first ? toupper((unsigned char)title[i])
					    : tolower((unsigned char)title[i]));
		first = false;
	}
	title[len] = '\0';
	return str_n(title, len);
}

static fallible date_error(const struct page *p, const struct data *d)
{
	const struct err_place at = { p->path, d->line, d->column };

	return err_suggest(err_new_in(at, &ERR_INPUT, "'%.*s' is not a date",
				      STR_FMT(node_as_text(d))),
			   "write it as 2024-05-31 or 2024-05-31 10:20:30 "
			   "+0200");
}

static fallible name_error(const struct page *p)
{
	return err_suggest(
		err_new_in(((struct err_place){ p->path, 0, 0 }), &ERR_INPUT,
			   "the name of the file begins with no day that there "
			   "is"),
		"name it YEAR-MONTH-DAY-TITLE, as in 2024-05-31-title.md");
}

/* The date in the front matter, or else that of the name, or none. */
static fallible take_date(struct page *p, const struct page_source *s,
			  const struct data_time *named)
{
	const struct data *given = data_get(&p->data, "date");
	struct data_time t = { .seconds = s->site_time, .has_zone = true };

	if (given && given->kind == DATA_TIME) {
		t = given->time;
		t.has_zone = t.has_zone || t.has_time;
	} else if (given && given->kind != DATA_NULL) {
		if (!post_date_parse(node_as_text(given), &t))
			return date_error(p, given);
	} else if (named) {
		t = *named;
	} else if (page_name_is_dated(p->basename)) {
		return name_error(p);
	}
	p->has_date = named || (given && given->kind != DATA_NULL);
	p->date = zone_localize(s->zone, t);
	return NULL;
}

void page_set(struct page *p, const char *key, struct data value)
{
	struct node_map m = {
		.arena = &p->arena,
		.entries = (struct data_entry *)p->data.map.entries,
		.len = p->data.map.len,
		.cap = p->data.map.len,
	};

	node_map_set(&m, str_of(key), value);
	p->data = node_map_data(&m);
}

/* Add @s to the list unless it is there. */
static void add_word(struct node_list *l, struct str s)
{
	if (!s.len)
		return;
	for (size_t i = 0; i < l->len; i++)
		if (str_eq(l->items[i].string, s))
			return;
	node_list_add(l, node_string(s));
}

static void add_words(struct page *p, struct node_list *l, const struct data *d,
		      bool split)
{
	struct str rest = node_as_text(d);
	struct str one;

	if (d && d->kind == DATA_LIST) {
		for (size_t i = 0; i < d->list.len; i++)
			add_word(l, node_as_text(&d->list.items[i]));
		return;
	}
	if (!split) {
		add_word(l, rest);
		return;
	}
	for (size_t i = 0; i < rest.len;) {
		size_t from = i;

		while (i < rest.len && !isspace((unsigned char)rest.data[i]))
			i++;
		one = str_n(rest.data + from, i - from);
		if (one.len)
			add_word(l, keep(p, one));
		while (i < rest.len && isspace((unsigned char)rest.data[i]))
			i++;
	}
}

/* The folders above `_posts` are categories too. */
static void add_folders(struct page *p, struct node_list *l)
{
	struct str rest = p->dir;
	struct str folder = p->collection->folder;
	struct str one;
	size_t at = str_find(rest, folder);

	if (at == rest.len || (at && rest.data[at - 1] != '/'))
		return;
	rest.len = at;
	while (str_split(&rest, '/', &one))
		if (one.len)
			add_word(l, keep(p, one));
}

static void take_labels(struct page *p)
{
	struct node_list categories = { .arena = &p->arena };
	struct node_list tags = { .arena = &p->arena };
	struct str *names;

	add_folders(p, &categories);
	add_words(p, &categories, data_get(&p->data, "categories"), true);
	add_words(p, &categories, data_get(&p->data, "category"), false);
	add_words(p, &tags, data_get(&p->data, "tag"), false);
	add_words(p, &tags, data_get(&p->data, "tags"), true);
	page_set(p, "categories", node_list_data(&categories));
	page_set(p, "tags", node_list_data(&tags));
	names = arena_alloc_array(&p->arena, categories.len + 1, sizeof *names);
	for (size_t i = 0; i < categories.len; i++)
		names[i] = categories.items[i].string;
	p->categories = names;
	p->categories_len = categories.len;
}

/* What Jekyll adds to the front matter of a document. */
static fallible take_document(struct page *p, const struct page_source *s)
{
	struct str slug = p->basename;
	struct data_time named;
	bool dated = split_dated_name(p->basename, &named, &slug);
	struct err *e;

	e = take_date(p, s, dated ? &named : NULL);
	if (e)
		return e;
	take_labels(p);
	slug = keep(p, slug);
	if (!node_is_true(data_get(&p->data, "title")))
		page_set(p, "title", node_string(title_of_slug(p, slug)));
	if (!node_is_true(data_get(&p->data, "slug")))
		page_set(p, "slug", node_string(slug));
	if (!node_is_true(data_get(&p->data, "ext")))
		page_set(p, "ext", node_string(p->ext));
	page_set(p, "date",
		 (struct data){ .kind = DATA_TIME, .time = p->date });
	page_set(p, "draft", node_bool(p->draft));
	p->slug = node_as_text(data_get(&p->data, "slug"));
	return NULL;
}

static fallible read_into(struct page *p, const struct page_source *s)
{
	struct conf_origin from = {
		.doubt = s->report ? build_report_warn : NULL,
		.host = s->report,
	};
	struct front_matter fm;
	struct data given;
	struct data below;
	struct err *e;

	take_path(p, s->path);
	from.file = p->path;
	p->collection = s->collection;
	p->modified = s->modified;
	p->draft = str_starts(p->dir, "_drafts/") ||
		   str_find(p->dir, str_of("/_drafts/")) < p->dir.len;
	p->text = keep(p, s->text);
	p->changed = s->changed;
	e = front_matter_read(p->text, &from, &p->arena, &fm, &given);
	if (e)
		return e;
	p->content = fm.body;
	p->content_line = fm.body_line;
	p->own_permalink = data_get(&given, "permalink");
	below = config_defaults_for(s->config, str_of(p->path), s->type,
				    &p->arena);
	p->data = node_merge(&p->arena, &below, &given);
	for (size_t i = 0; !p->collection && i < given.map.len; i++)
		if (given.map.entries[i].value.kind == DATA_NULL)
			page_set(p, given.map.entries[i].key.data,
				 given.map.entries[i].value);
	if (p->collection) {
		e = take_document(p, s);
		if (e)
			return e;
	}
	e = page_url_find(p, s->config);
	if (e)
		return e;
	if (p->collection)
		p->has_excerpt =
			excerpt_cut(p, s->config, &p->arena, &p->excerpt);
	return NULL;
}

fallible page_read(const struct page_source *source, struct page **ret)
{
	auto_page struct page *p = mem_alloc(sizeof *p);
	struct err *e;

	e = read_into(p, source);
	if (e)
		return e;
	*ret = take_ptr(&p);
	return NULL;
}

fallible page_copy(const struct page *p, struct str dir, const struct config *c,
		   struct page **ret)
{
	auto_page struct page *copy = mem_alloc(sizeof *copy);
	struct err *e;

	*copy = *p;
	copy->arena = (struct arena){ 0 };
	copy->dir = dir;
	e = page_url_find(copy, c);
	if (e)
		return e;
	*ret = take_ptr(&copy);
	return NULL;
}
