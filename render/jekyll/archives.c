/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/jekyll/archives.h"

#include "render/jekyll/generated_page.h"
#include "render/jekyll/page_labels.h"
#include "render/model/node.h"
#include "render/model/page_url.h"
#include "render/model/post_date.h"
#include "render/model/slug.h"

/* By what posts are put together, and where their page is unless asked. */
static const struct kind {
	const char *name;
	const char *enabled; /* what switches it on */
	const char *permalink;
	int parts; /* of the date that its posts share */
} by_tag = { "tag", "tags", "/tag/:name/", 0 },
  by_category = { "category", "categories", "/category/:name/", 0 },
  by_date[] = {
	  { "year", "year", "/:year/", 1 },
	  { "month", "month", "/:year/:month/", 2 },
	  { "day", "day", "/:year/:month/:day/", 3 },
  };

struct archives {
	struct website *site;
	const struct data *wish; /* the plugin's part of _config.yml */
};

/* One page to be. */
struct archive {
	const struct kind *kind;
	struct str title; /* a tag or category; empty: it is of a time */
	struct page_list posts;
};

static bool is_enabled(const struct archives *a, const struct kind *k)
{
	const struct data *enabled = data_get(a->wish, "enabled");

	if (!enabled || enabled->kind != DATA_LIST)
		return str_is(node_as_text(enabled), "all") ||
		       str_is(node_as_text(enabled), "true");
	for (size_t i = 0; i < enabled->list.len; i++)
		if (str_is(node_as_text(&enabled->list.items[i]), k->enabled))
			return true;
	return false;
}

static struct str layout_of(const struct archives *a, const struct kind *k)
{
	struct str own =
		node_as_text(data_get(data_get(a->wish, "layouts"), k->name));
	struct str all = node_as_text(data_get(a->wish, "layout"));

	return own.len ? own : all.len ? all : str_of("archive");
}

/* Append what stands for placeholder @name; false: there is no such. */
static bool add_placeholder(const struct archive *c, struct str name,
			    struct buf *out)
{
	const struct tm t = post_date_clock(c->posts.pages[0]->date);

	if (str_is(name, "type"))
		buf_puts(out, c->kind->name);
	else if (str_is(name, "name") && !c->kind->parts)
		slug_make(c->title, SLUG_DEFAULT, false, out);
	else if (str_is(name, "year") && c->kind->parts >= 1)
		buf_printf(out, "%04d", t.tm_year + 1900);
	else if (str_is(name, "month") && c->kind->parts >= 2)
		buf_printf(out, "%02d", t.tm_mon + 1);
	else if (str_is(name, "day") && c->kind->parts >= 3)
		buf_printf(out, "%02d", t.tm_mday);
	else
		return false;
	return true;
}

static size_t letters(struct str s)
{
	size_t n = 0;

	while (n < s.len && s.data[n] >= 'a' && s.data[n] <= 'z')
		n++;
	return n;
}

static struct str permalink_of(const struct archives *a,
			       const struct archive *c)
{
	struct str rest = node_as_text(
		data_get(data_get(a->wish, "permalinks"), c->kind->name));
	auto_buf struct buf url = { 0 };

	if (!rest.len)
		rest = str_of(c->kind->permalink);
	while (rest.len) {
		size_t at = str_find_char(rest, ':');
		struct str name;

		buf_add(&url, rest.data, at);
		rest = str_from(rest, at);
		if (!rest.len)
			break;
		name = str_n(rest.data + 1, letters(str_from(rest, 1)));
		if (!add_placeholder(c, name, &url))
			buf_add(&url, rest.data, 1 + name.len);
		rest = str_from(rest, 1 + name.len);
	}
	return str_of(arena_strdup(&a->site->arena, buf_str(&url)));
}

/* The day that a page of a time begins with. */
static struct data day_of(const struct archive *c)
{
	struct tm t = post_date_clock(c->posts.pages[0]->date);

	if (c->kind->parts < 3)
		t.tm_mday = 1;
	if (c->kind->parts < 2)
		t.tm_mon = 0;
	t.tm_hour = t.tm_min = t.tm_sec = 0;
	return (struct data){ .kind = DATA_TIME,
			      .time = { .seconds = timegm(&t) } };
}

static fallible add(const struct archives *a, const struct archive *c)
{
	static const char *const nothing[] = { NULL };
	const struct generated_page g = { str_of("archive.html"), "", nothing };
	struct arena *arena = &a->site->arena;
	struct page_list *posts = arena_alloc(arena, sizeof *posts);
	auto_page struct page *p = NULL;
	struct err *e;

	e = generated_page_make(a->site, &g, &p);
	if (e)
		return e;
	*posts = c->posts;
	p->archive = posts;
	page_set(p, "layout", node_string(layout_of(a, c->kind)));
	page_set(p, "type", node_text(c->kind->name));
	if (!c->kind->parts)
		page_set(p, "title", node_string(c->title));
	else
		page_set(p, "date", day_of(c));
	page_set(p, "permalink", node_string(permalink_of(a, c)));
	e = page_url_find(p, &a->site->config);
	if (e)
		return e;
	p->path = p->output.data;
	website_add_page(a->site, take_ptr(&p));
	return NULL;
}

static fallible add_labels(const struct archives *a, const struct kind *k)
{
	auto_page_labels struct page_labels labels = { 0 };
	struct err *e = NULL;

	if (!is_enabled(a, k))
		return NULL;
	page_labels_make(a->site, k->enabled, &a->site->arena, &labels);
	for (size_t i = 0; !e && i < labels.len; i++) {
		const struct archive c = { k, labels.labels[i].name,
					   labels.labels[i].posts };

		e = add(a, &c);
	}
	return e;
}

static bool share(const struct kind *k, const struct page *p,
		  const struct page *q)
{
	const struct tm a = post_date_clock(p->date);
	const struct tm b = post_date_clock(q->date);

	return a.tm_year == b.tm_year &&
	       (k->parts < 2 || a.tm_mon == b.tm_mon) &&
	       (k->parts < 3 || a.tm_mday == b.tm_mday);
}

/* Posts of one time stand together in @posts. */
static fallible add_dates(const struct archives *a, const struct kind *k,
			  struct page_list posts)
{
	struct err *e = NULL;

	if (!is_enabled(a, k))
		return NULL;
	for (size_t i = 0, n; !e && i < posts.len; i += n) {
		struct archive c = { .kind = k };

		for (n = 1; i + n < posts.len &&
			    share(k, posts.pages[i], posts.pages[i + n]);)
			n++;
		c.posts = (struct page_list){ posts.pages + i, n };
		e = add(a, &c);
	}
	return e;
}

fallible archives_add(struct website *s, struct build_report *report)
{
	const struct archives a = { s, data_get(&s->config.all,
						"jekyll-archives") };
	const size_t len = s->posts->docs_len;
	struct page_list posts = {
		arena_alloc_array(&s->arena, len + 1, sizeof(struct page *)),
		len,
	};
	struct err *e;

	(void)report;
	for (size_t i = 0; i < len; i++)
		posts.pages[i] = s->posts->docs[len - 1 - i];
	e = add_labels(&a, &by_tag);
	if (!e)
		e = add_labels(&a, &by_category);
	for (size_t i = 0; !e && i < sizeof by_date / sizeof *by_date; i++)
		e = add_dates(&a, &by_date[i], posts);
	return e;
}
