/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/jekyll/autopages.h"

#include "lib/fs.h"
#include "lib/mem.h"
#include "render/jekyll/pagination_posts.h"
#include "render/model/node.h"
#include "render/model/page_url.h"
#include "render/model/slug.h"

static const struct kind {
	const char *name;   /* of its options */
	const char *key;    /* in front matter; NULL: the collection counts */
	const char *filter; /* in `pagination` */
	const char *macro;
	const char *layout, *title, *permalink; /* unless asked otherwise */
} kinds[] = {
	{ "tags", "tags", "tag", ":tag", "autopage_tags.html",
	  "Posts tagged with :tag", "/tag/:tag" },
	{ "categories", "categories", "category", ":cat",
	  "autopage_category.html", "Posts in category :cat",
	  "/category/:cat" },
	{ "collections", NULL, "collection", ":coll",
	  "autopage_collection.html", "Posts in collection :coll",
	  "/collection/:coll" },
};

struct autopages {
	struct website *site;
	const struct kind *kind;
	const struct data *wish; /* `autopages.tags`; NULL: the defaults */
	const struct data *pagination;
	struct build_report *report;
	struct node_map labels; /* in lower case -> as first written */
};

static struct str option(const struct data *own, const char *name,
			 const char *usual)
{
	const struct data *d = data_get(own, name);

	return d && d->kind != DATA_NULL ? node_as_text(d) : str_of(usual);
}

static struct str lower(struct website *s, struct str text)
{
	auto_buf struct buf out = { 0 };

	slug_lower(text, &out);
	return str_of(arena_strdup(&s->arena, buf_str(&out)));
}

static void note_words(struct autopages *a, const struct data *words)
{
	const struct node_list all =
		pagination_words(words, true, &a->site->arena);

	for (size_t i = 0; i < all.len; i++) {
		const struct str name = lower(a->site, all.items[i].string);
		const struct data known = node_map_data(&a->labels);

		if (name.len && !data_get(&known, name.data))
			node_map_set(&a->labels, name, all.items[i]);
	}
}

static void find_labels(struct autopages *a)
{
	for (size_t i = 0; i < a->site->collections_len; i++) {
		const struct collection *c = &a->site->collections[i];
		const struct data label = node_string(c->label);

		for (size_t k = 0; k < c->docs_len; k++) {
			const struct data *data = &c->docs[k]->data;

			if (data_get(data, "pagination"))
				continue;
			note_words(a, a->kind->key
					      ? data_get(data, a->kind->key)
					      : &label);
		}
	}
}

/* @text with the label in place of the macro. */
static struct str expand(const struct autopages *a, struct str text,
			 struct str label)
{
	const struct data *slug = data_get(a->wish, "slugify");
	const size_t at = str_find(text, str_of(a->kind->macro));
	auto_buf struct buf out = { 0 };

	if (at == text.len)
		return text;
	buf_add(&out, text.data, at);
	slug_make(label, slug_mode_named(option(slug, "mode", "none")),
		  node_is_true(data_get(slug, "cased")), &out);
	buf_add_str(&out, str_from(text, at + strlen(a->kind->macro)));
	return str_of(arena_strdup(&a->site->arena, buf_str(&out)));
}

/* The front matter of a layout as that of a page without text. */
static fallible read_layout(const struct autopages *a,
			    const struct layout_file *layout, struct page **ret)
{
	struct website *s = a->site;
	auto_buf struct buf text = { 0 };
	struct page_source source = {
		.config = &s->config,
		.zone = s->zone,
		.type = "pages",
		.path = layout->path,
		.site_time = s->time,
		.report = a->report,
	};
	struct err *e;

	e = fs_read_at(layout->in_theme ? s->theme : s->source.dir,
		       layout->path, WEBSITE_MAX_PAGE_BYTES, &text);
	if (e)
		return e;
	source.text = buf_str(&text);
	e = page_read(&source, ret);
	if (e)
		return e;
	(*ret)->generated = true;
	(*ret)->content.len = 0;
	return NULL;
}

static void set_pages(const struct autopages *a, struct page *p,
		      const struct layout_file *layout,
		      const struct data_entry *label)
{
	const struct data *own = data_get(&p->data, "autopages");
	const struct data pagination = node_merge(
		&p->arena, a->pagination, data_get(&p->data, "pagination"));
	struct node_map only = { .arena = &p->arena };
	struct node_map automatic = { .arena = &p->arena };
	struct data filter;

	node_map_set(&only, str_of(a->kind->filter), node_string(label->key));
	filter = node_map_data(&only);
	node_map_set(&automatic, str_of("layout_path"),
		     node_text(layout->path));
	node_map_set(&automatic, str_of("display_name"), label->value);
	page_set(p, "pagination", node_merge(&p->arena, &pagination, &filter));
	page_set(p, "autopage", node_map_data(&automatic));
	page_set(p, "layout", node_string(layout->name));
	page_set(p, "title",
		 node_string(expand(
			 a,
			 option(own, "title",
				option(a->wish, "title", a->kind->title).data),
			 label->key)));
	page_set(p, "permalink",
		 node_string(expand(
			 a,
			 option(own, "permalink",
				option(a->wish, "permalink", a->kind->permalink)
					.data),
			 label->key)));
}

static fallible add_page(const struct autopages *a,
			 const struct layout_file *layout,
			 const struct data_entry *label)
{
	auto_page struct page *p = NULL;
	struct err *e;

	e = read_layout(a, layout, &p);
	if (e)
		return e;
	set_pages(a, p, layout, label);
	e = page_url_find(p, &a->site->config);
	if (!e)
		website_add_page(a->site, take_ptr(&p));
	return e;
}

/* NULL when there is none, which the author is told. */
static const struct layout_file *find_layout(const struct autopages *a,
					     struct str file)
{
	const struct layout_file *found;
	const struct data *at = data_get(a->wish, "layouts");
	const struct err_place place = { CONFIG_FILE, at ? at->line : 0,
					 at ? at->column : 0 };
	auto_free char *text = NULL;
	struct str name = file;

	for (size_t n = file.len; n; n--)
		if (file.data[n - 1] == '.') {
			name.len = n - 1;
			break;
		}
	found = website_layout(a->site, name);
	if (found)
		return found;
	text = mem_printf("autopages: there is no layout '%.*s', so no pages "
			  "for %s",
			  STR_FMT(file), a->kind->name);
	build_report_add(a->report, BUILD_WARNING, place, text);
	return NULL;
}

static fallible add_kind(struct autopages *a)
{
	const struct data usual = node_text(a->kind->layout);
	const struct data *wish = data_get(a->wish, "layouts");
	const struct node_list files =
		pagination_words(wish ? wish : &usual, false, &a->site->arena);
	struct err *e = NULL;

	find_labels(a);
	for (size_t k = 0; k < a->labels.len; k++)
		for (size_t i = 0; !e && i < files.len; i++) {
			const struct layout_file *layout =
				find_layout(a, files.items[i].string);

			if (layout)
				e = add_page(a, layout, &a->labels.entries[k]);
		}
	return e;
}

fallible autopages_add(struct website *s, const struct data *wish,
		       struct build_report *report)
{
	const struct data *all = data_get(&s->config.all, "autopages");
	struct err *e = NULL;

	if (!node_is_true(data_get(all, "enabled")))
		return NULL;
	for (size_t i = 0; !e && i < sizeof kinds / sizeof *kinds; i++) {
		struct autopages a = {
			.site = s,
			.kind = &kinds[i],
			.wish = data_get(all, kinds[i].name),
			.pagination = wish,
			.report = report,
			.labels = { .arena = &s->arena },
		};
		const struct data *on = data_get(a.wish, "enabled");

		if (!on || on->kind == DATA_NULL || node_is_true(on))
			e = add_kind(&a);
	}
	return e;
}
