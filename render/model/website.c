/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/model/website.h"

#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/mem.h"
#include "render/model/data_files.h"
#include "render/model/layouts.h"
#include "render/model/node.h"
#include "render/model/reader.h"
#include "render/model/theme.h"

#define MAX_COLLECTIONS 1000

void website_free(struct website *s)
{
	if (!s)
		return;
	for (size_t i = 0; i < s->pages_len; i++)
		page_free(s->pages[i]);
	for (size_t i = 0; i < s->collections_len; i++)
		collection_release(&s->collections[i]);
	free(s->pages);
	free(s->collections);
	free(s->static_files);
	free(s->layouts);
	zone_free(s->zone);
	cleanup_close(&s->theme);
	arena_release(&s->arena);
	free(s);
}

void website_add_page(struct website *s, struct page *p)
{
	s->pages = mem_grow(s->pages, s->pages_len, &s->pages_cap,
			    sizeof(struct page *));
	s->pages[s->pages_len++] = p;
}

int64_t website_modified_time(const struct website *s, const char *path,
			      bool in_theme, const struct stat *st)
{
	const struct source_state *state = s->source.state;
	size_t low = 0;
	size_t high = state ? state->changes_len : 0;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		int order = strcmp(state->changes[mid].path, path);

		if (!order)
			return state->changes[mid].time;
		if (order < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return state || in_theme ? s->time : st->st_mtime;
}

size_t website_number_pages(struct website *s)
{
	size_t n = 0;

	for (size_t i = 0; i < s->collections_len; i++)
		for (size_t k = 0; k < s->collections[i].docs_len; k++)
			s->collections[i].docs[k]->number = n++;
	for (size_t i = 0; i < s->pages_len; i++)
		s->pages[i]->number = n++;
	return n;
}

const struct collection *website_collection(const struct website *s,
					    struct str label)
{
	for (size_t i = 0; i < s->collections_len; i++)
		if (str_eq(s->collections[i].label, label))
			return &s->collections[i];
	return NULL;
}

void website_leave_out(struct website *s, const char *path, const char *why)
{
	const char *asked = s->source.asked;
	const size_t len = strlen(path);
	auto_free char *text = NULL;

	if (!asked || !str_starts(str_of(asked), path) ||
	    (asked[len] && asked[len] != '/'))
		return;
	text = asked[len] ? mem_printf("folder '%s': %s", path, why)
			  : mem_strdup(why);
	s->left_out = arena_strdup(&s->arena, str_of(text));
}

const struct layout_file *website_layout(const struct website *s,
					 struct str name)
{
	for (size_t i = 0; i < s->layouts_len; i++)
		if (str_eq(s->layouts[i].name, name))
			return &s->layouts[i];
	return NULL;
}

bool website_has_plugin(const struct website *s, const char *name)
{
	static const char *const of_bare[] = {
		"jekyll-default-layout",       "jekyll-optional-front-matter",
		"jekyll-readme-index",         "jekyll-relative-links",
		"jekyll-titles-from-headings",
	};

	for (size_t i = 0; s->bare && i < sizeof of_bare / sizeof *of_bare; i++)
		if (!strcmp(name, of_bare[i]))
			return true;
	return config_has_plugin(&s->config, name);
}

static fallible read_config(struct website *s, struct build_report *report)
{
	auto_buf struct buf text = { 0 };
	struct err *e = fs_read_at(s->source.dir, CONFIG_FILE,
				   WEBSITE_MAX_PAGE_BYTES, &text);

	if (e && !err_is(e, &ERR_NOT_FOUND))
		return e;
	err_drop(e);
	return config_parse(buf_str(&text), report, &s->arena, &s->config);
}

static fallible open_zone(struct website *s, struct build_report *report)
{
	const char *name = s->config.timezone.data;
	const struct err_place at = { CONFIG_FILE, 0, 0 };
	auto_free char *text = NULL;
	struct err *e;

	if (!s->config.timezone.len || !strcmp(name, "UTC"))
		return NULL;
	e = zone_open(name, &s->zone);
	if (!e || !err_is(e, &ERR_NOT_FOUND))
		return e;
	err_drop(e);
	text = mem_printf("time zone '%s' is not known here; UTC is used",
			  name);
	build_report_add(report, BUILD_WARNING, at, text);
	return NULL;
}

static int compare_collections(const void *a, const void *b)
{
	return str_cmp(((const struct collection *)a)->label,
		       ((const struct collection *)b)->label);
}

static fallible make_collections(struct website *s)
{
	const struct data *all = s->config.collections;

	if (all->map.len > MAX_COLLECTIONS)
		return err_new(&ERR_INPUT, "more than %d collections",
			       MAX_COLLECTIONS);
	s->collections =
		mem_alloc_array(all->map.len, sizeof(struct collection));
	for (size_t i = 0; i < all->map.len; i++) {
		const struct data_entry *d = &all->map.entries[i];
		auto_free char *folder = mem_printf("_%s", d->key.data);

		s->collections[s->collections_len++] = (struct collection){
			.label = d->key,
			.folder =
				str_of(arena_strdup(&s->arena, str_of(folder))),
			.metadata = &d->value,
			.output = node_is_true(data_get(&d->value, "output")),
		};
	}
	qsort(s->collections, s->collections_len, sizeof(struct collection),
	      compare_collections);
	for (size_t i = 0; i < s->collections_len; i++)
		if (str_is(s->collections[i].label, "posts"))
			s->posts = &s->collections[i];
	return NULL;
}

static int compare_pages(const void *left, const void *right)
{
	const struct page *a = *(struct page *const *)left;
	const struct page *b = *(struct page *const *)right;
	int order = str_cmp(a->name, b->name);

	return order ? order : strcmp(a->path, b->path);
}

/* Those of collections come last. */
static int compare_static_files(const void *left, const void *right)
{
	const struct static_file *a = left;
	const struct static_file *b = right;
	int order = (a->collection.len > 0) - (b->collection.len > 0);

	return order ? order : strcmp(a->path, b->path);
}

/* Drop all but the newest `limit_posts` posts. */
static void limit_posts(struct website *s)
{
	struct collection *c = s->posts;
	size_t extra = c->docs_len - (size_t)s->config.limit_posts;

	if (!s->config.limit_posts || c->docs_len <= s->config.limit_posts)
		return;
	for (size_t i = 0; i < extra; i++) {
		website_leave_out(s, c->docs[i]->path,
				  "it is not one of the newest, which "
				  "`limit_posts` in _config.yml counts");
		page_free(c->docs[i]);
	}
	memmove(c->docs, c->docs + extra,
		(c->docs_len - extra) * sizeof *c->docs);
	c->docs_len -= extra;
}

static void put_in_order(struct website *s)
{
	for (size_t i = 0; i < s->collections_len; i++)
		collection_sort(&s->collections[i]);
	limit_posts(s);
	collection_sort(s->posts);
	if (s->pages_len)
		qsort(s->pages, s->pages_len, sizeof(struct page *),
		      compare_pages);
	if (s->static_files_len)
		qsort(s->static_files, s->static_files_len,
		      sizeof(struct static_file), compare_static_files);
}

struct website *website_new(const struct website_source *source)
{
	struct website *s = mem_alloc(sizeof *s);

	s->source = *source;
	s->theme = -1;
	s->time = source->state ? source->state->commit_time : source->now;
	return s;
}

fallible website_prepare(struct website *s, struct build_report *report)
{
	struct err *e = open_zone(s, report);

	if (!e)
		e = make_collections(s);
	if (!e)
		e = theme_choose(s, report);
	return e ? e : layouts_find(s);
}

static fallible read_into(struct website *s, struct build_report *report)
{
	struct err *e;

	e = read_config(s, report);
	if (e)
		return e;
	e = website_prepare(s, report);
	if (e)
		return e;
	e = reader_read(s, report);
	if (e)
		return e;
	put_in_order(s);
	return data_files_read(s->source.dir, s->config.data_dir.data, report,
			       &s->arena, &s->data);
}

fallible website_read(const struct website_source *source,
		      struct build_report *report, struct website **ret)
{
	auto_website struct website *s = website_new(source);
	struct err *e;

	e = read_into(s, report);
	if (e)
		return e;
	*ret = take_ptr(&s);
	return NULL;
}
