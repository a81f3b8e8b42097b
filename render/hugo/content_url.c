/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/hugo/content_url.h"

#include <ctype.h>
#include <time.h>

#include "render/hugo/path_name.h"
#include "render/model/node.h"
#include "render/model/post_date.h"

struct str content_url_section(const struct content *c)
{
	return str_n(c->dir.data, str_find_char(c->dir, '/'));
}

static const char *const months[] = {
	"January", "February", "March",     "April",   "May",      "June",
	"July",    "August",   "September", "October", "November", "December",
};

static const char *const days[] = {
	"Sunday",   "Monday", "Tuesday",  "Wednesday",
	"Thursday", "Friday", "Saturday",
};

/* What stands for a part of the date; false: @name is none. */
static bool add_date(const struct content *c, struct str name, struct buf *out)
{
	struct tm t = { .tm_year = 1 - 1900, .tm_mday = 1, .tm_wday = 1 };

	if (c->page->has_date)
		t = post_date_clock(c->date);
	if (str_is(name, "year"))
		buf_printf(out, "%04d", t.tm_year + 1900);
	else if (str_is(name, "month"))
		buf_printf(out, "%02d", t.tm_mon + 1);
	else if (str_is(name, "monthname"))
		buf_puts(out, months[t.tm_mon]);
	else if (str_is(name, "day"))
		buf_printf(out, "%02d", t.tm_mday);
	else if (str_is(name, "weekday"))
		buf_printf(out, "%d", t.tm_wday);
	else if (str_is(name, "weekdayname"))
		buf_puts(out, days[t.tm_wday]);
	else if (str_is(name, "yearday"))
		buf_printf(out, "%d", t.tm_yday + 1);
	else
		return false;
	return true;
}

static struct str slug_of(const struct content *c)
{
	return node_as_text(data_get(&c->front, "slug"));
}

/* The folders it is in that are sections, with what ":sections" leaves out. */
static void add_sections(const struct content *c, struct buf *out)
{
	const struct content *s = c->section;

	while (s && s->kind != CONTENT_SECTION)
		s = s->section;
	if (s)
		buf_add_str(out, s->dir);
}

static bool add_placeholder(const struct content *c,
			    const struct hugo_config *cfg, struct str name,
			    struct buf *out)
{
	struct str slug = slug_of(c);

	if (add_date(c, name, out))
		return true;
	if (str_is(name, "section"))
		buf_add_str(out, content_url_section(c));
	else if (str_is(name, "sections"))
		add_sections(c, out);
	else if (str_is(name, "title"))
		path_name_add(cfg, c->title, out);
	else if (str_is(name, "slug"))
		path_name_add(cfg, slug.len ? slug : c->title, out);
	else if (str_is(name, "filename") || str_is(name, "contentbasename"))
		path_name_add(cfg, c->name, out);
	else if (str_is(name, "slugorfilename") ||
		 str_is(name, "slugorcontentbasename"))
		path_name_add(cfg, slug.len ? slug : c->name, out);
	else
		return false;
	return true;
}

static fallible expand(const struct content *c, const struct hugo_config *cfg,
		       const struct data *permalink, struct buf *out)
{
	struct str rest = node_as_text(permalink);

	while (rest.len) {
		size_t at = str_find_char(rest, ':');
		size_t end = at + 1;

		buf_add(out, rest.data, at);
		if (at == rest.len)
			break;
		while (end < rest.len && isalnum((unsigned char)rest.data[end]))
			end++;
		if (!add_placeholder(c, cfg,
				     str_n(rest.data + at + 1, end - at - 1),
				     out)) {
			const struct err_place place = { cfg->file,
							 permalink->line,
							 permalink->column };

			return err_new_in(place, &ERR_INPUT,
					  "permalinks: '%.*s' is unknown",
					  (int)(end - at), rest.data + at);
		}
		rest = str_from(rest, end);
	}
	return NULL;
}

/* The template of the section that @c is in; NULL: none. */
static const struct data *find_permalink(const struct content *c,
					 const struct hugo_config *cfg)
{
	struct str section = content_url_section(c);
	auto_buf struct buf key = { 0 };
	const struct data *all = cfg->permalinks;
	const struct data *of_kind =
		data_get(all, c->kind == CONTENT_TERM ? "term" : "page");

	if (c->kind != CONTENT_PAGE && c->kind != CONTENT_TERM)
		return NULL;
	if (of_kind && of_kind->kind == DATA_MAP)
		all = of_kind;
	if (!all || !section.len)
		return NULL;
	path_name_add(&(struct hugo_config){ .file = NULL }, section, &key);
	all = data_get(all, key.data);
	return all && all->kind == DATA_STRING ? all : NULL;
}

static bool is_ugly(const struct content *c, const struct hugo_config *cfg)
{
	const struct data *wish = cfg->ugly_urls;
	auto_buf struct buf key = { 0 };

	if (c->kind == CONTENT_HOME)
		return false;
	if (wish && wish->kind == DATA_MAP) {
		buf_add_str(&key, content_url_section(c));
		return key.len && node_is_true(data_get(wish, key.data));
	}
	return wish && node_is_true(wish);
}

static struct str keep(struct page *p, const struct buf *b)
{
	return str_of(arena_strdup(&p->arena, buf_str(b)));
}

void content_url_clean(struct str path, struct buf *out)
{
	struct str part;
	const size_t start = out->len;

	while (str_split(&path, '/', &part)) {
		if (str_is(part, "..")) {
			while (out->len > start &&
			       out->data[out->len - 1] != '/')
				buf_truncate(out, out->len - 1);
			if (out->len > start)
				buf_truncate(out, out->len - 1);
		}
		if (!part.len || str_is(part, ".") || str_is(part, ".."))
			continue;
		if (out->len > start)
			buf_putc(out, '/');
		buf_add_str(out, part);
	}
}

void content_url_put(struct page *p, struct str path)
{
	auto_buf struct buf url = { 0 };
	size_t dot;

	p->output = path;
	for (dot = path.len; dot && path.data[dot - 1] != '.';)
		dot--;
	p->output_ext = dot ? str_from(path, dot - 1) : str_of(".html");
	if (str_ends(path, "/index.html") || str_is(path, "index.html"))
		path.len -= 10;
	buf_putc(&url, '/');
	path_name_escape(path, &url);
	p->url = p->id = keep(p, &url);
}

/* The path that its place and its name give. */
static fallible find_path(struct content *c, const struct hugo_config *cfg,
			  struct buf *out)
{
	const struct data *permalink = find_permalink(c, cfg);
	auto_buf struct buf path = { 0 };
	struct hugo_config how = *cfg;
	struct str slug = slug_of(c);

	if (permalink) {
		struct err *e = expand(c, cfg, permalink, &path);

		if (e)
			return e;
	} else if (c->kind != CONTENT_PAGE) {
		buf_add_str(&path, c->dir);
	} else {
		struct str dir = c->dir;

		if (c->bundle && dir.len)
			dir.len -= c->name.len;
		buf_add_str(&path, dir);
		buf_putc(&path, '/');
		buf_add_str(&path, slug.len ? slug : c->name);
	}
	if (c->kind != CONTENT_PAGE && c->page->generated)
		how.keep_case = false;
	path_name_add(&how, buf_str(&path), out);
	return NULL;
}

fallible content_url_find(struct content *c, const struct hugo_config *cfg)
{
	struct str own = node_as_text(data_get(&c->front, "url"));
	auto_buf struct buf path = { 0 };
	auto_buf struct buf clean = { 0 };
	bool whole = false; /* names the file itself */

	if (own.len) {
		buf_add_str(&path, own);
		whole = !str_ends(own, "/") &&
			str_find_char(own, '.') < own.len;
	} else {
		struct err *e = find_path(c, cfg, &path);

		if (e)
			return e;
	}
	content_url_clean(buf_str(&path), &clean);
	if (!whole && !own.len && is_ugly(c, cfg))
		buf_puts(&clean, ".html");
	else if (!whole)
		buf_puts(&clean, clean.len ? "/index.html" : "index.html");
	content_url_put(c->page, keep(c->page, &clean));
	return NULL;
}
