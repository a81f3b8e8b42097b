/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/jekyll/relative_links.h"

#include <ctype.h>
#include <stdlib.h>

#include "lib/mem.h"
#include "render/jekyll/url_filters.h"
#include "render/model/entry_filter.h"
#include "render/model/excerpt.h"
#include "render/model/node.h"
#include "render/model/permalink.h"

/* A file that a link may mean. */
struct target {
	struct str path; /* relative to the source */
	struct str url;
	size_t order; /* of several with one path the first counts */
};

struct targets {
	const struct website *site;
	struct target *items; /* by path */
	size_t len;
};

/* A link in a text. The path is never empty. */
struct link {
	struct str path;
	struct str rest; /* fragment and title, as written */
	size_t end;      /* behind it all, in the text */
};

static int compare_targets(const void *a, const void *b)
{
	const struct target *x = a;
	const struct target *y = b;
	int order = str_cmp(x->path, y->path);

	return order ? order : (x->order > y->order) - (x->order < y->order);
}

static void add(struct targets *t, const char *path, struct str url)
{
	t->items[t->len] = (struct target){ str_of(path), url, t->len };
	t->len++;
}

static void find_targets(const struct website *s, struct targets *t)
{
	size_t max = s->pages_len + s->static_files_len;

	for (size_t i = 0; i < s->collections_len; i++)
		max += s->collections[i].docs_len;
	t->site = s;
	t->items = mem_alloc_array(max + 1, sizeof *t->items);
	for (size_t i = 0; i < s->pages_len; i++)
		add(t, s->pages[i]->path, s->pages[i]->url);
	for (size_t i = 0; i < s->static_files_len; i++)
		add(t, s->static_files[i].path, s->static_files[i].url);
	for (size_t i = 0; i < s->collections_len; i++)
		for (size_t k = 0; k < s->collections[i].docs_len; k++)
			if (s->collections[i].output)
				add(t, s->collections[i].docs[k]->path,
				    s->collections[i].docs[k]->url);
	qsort(t->items, t->len, sizeof *t->items, compare_targets);
}

/* NULL when no file is at @path. */
static const struct target *find(const struct targets *t, struct str path)
{
	size_t low = 0;
	size_t high = t->len;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (str_cmp(t->items[mid].path, path) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low < t->len && str_eq(t->items[low].path, path) ? &t->items[low]
								: NULL;
}

/* Append one folder or name to a path; ".." takes the last one off. */
static void enter(struct buf *path, struct str name)
{
	size_t len = path->len;

	if (!name.len || str_is(name, "."))
		return;
	if (!str_is(name, "..")) {
		if (len)
			buf_putc(path, '/');
		buf_add_str(path, name);
		return;
	}
	while (len && path->data[len - 1] != '/')
		len--;
	buf_truncate(path, len ? len - 1 : 0);
}

/* What @link, in a file in @dir, leads to; NULL: nothing of the site. */
static const struct target *follow(const struct targets *t, struct str dir,
				   struct str link)
{
	auto_buf struct buf plain = { 0 };
	auto_buf struct buf path = { 0 };
	struct str rest;
	struct str part;

	if (str_starts(link, "#") || url_filters_is_absolute(link))
		return NULL;
	if (str_starts(link, "/"))
		dir.len = 0;
	while (dir.len && str_split(&dir, '/', &part))
		enter(&path, part);
	permalink_unescape(link, &plain);
	rest = buf_str(&plain);
	while (str_split(&rest, '/', &part))
		enter(&path, part);
	return find(t, buf_str(&path));
}

static size_t skip_space(struct str s)
{
	size_t n = 0;

	while (n < s.len && isspace((unsigned char)s.data[n]))
		n++;
	return n;
}

/* Where a title ends that begins with white space at @at; @at: there is none.
 */
static size_t skip_title(struct str line, size_t at)
{
	size_t i = at + skip_space(str_from(line, at));

	if (i == at || i == line.len || line.data[i] != '"')
		return at;
	for (i++; i < line.len && line.data[i] != '"'; i++)
		if (line.data[i] == '\\')
			i++;
	return i < line.len ? i + 1 : at;
}

/* Where a link's path or fragment ends: at a title, at @close or @also. */
static size_t skip_part(struct str line, size_t at, char close, char also)
{
	while (at < line.len && line.data[at] != close &&
	       line.data[at] != also) {
		size_t space = skip_space(str_from(line, at));

		if (space && skip_title(line, at) != at)
			break;
		at += space ? space : 1;
	}
	return at < line.len ? at : line.len;
}

/*
 * Read path#fragment "title" up to @close, or where that is NUL to the end of
 * the line. Sets @ret->end also when there is none.
 */
static bool read_target(struct str line, size_t at, char close,
			struct link *ret)
{
	size_t path_end = skip_part(line, at, close, '#');
	size_t end = path_end;

	if (end < line.len && line.data[end] == '#')
		end = skip_part(line, end, close, close);
	end = skip_title(line, end);
	ret->path = str_n(line.data + at, path_end - at);
	ret->rest = str_n(line.data + path_end, end - path_end);
	ret->end = end;
	if (!close)
		return path_end > at && !str_trim(str_from(line, end)).len;
	return path_end > at && end < line.len && line.data[end] == close;
}

/* The next inline link from @at on; *@ret_start is where its path begins. */
static bool find_inline(struct str line, size_t at, size_t *ret_start,
			struct link *ret)
{
	at += str_find_char(str_from(line, at), '[');
	while (at < line.len) {
		at += str_find(str_from(line, at), str_of("](")) + 2;
		if (at >= line.len)
			return false;
		*ret_start = at;
		if (read_target(line, at, ')', ret))
			return true;
		at = ret->end;
	}
	return false;
}

/* "[name]: path" alone on its line. */
static bool find_reference(struct str line, size_t *ret_start, struct link *ret)
{
	struct str text = str_trim(line);
	size_t at;

	if (!str_starts(text, "["))
		return false;
	at = str_find(text, str_of("]: "));
	if (at == text.len)
		return false;
	*ret_start = (size_t)(text.data - line.data) + at + strlen("]: ");
	if (!read_target(line, *ret_start, '\0', ret))
		return false;
	ret->path = str_trim(ret->path);
	return true;
}

static void write_path(const struct targets *t, struct str dir,
		       const struct link *link, struct buf *out)
{
	const struct target *to = follow(t, dir, link->path);

	if (to)
		url_filters_relative(&t->site->config, to->url, out);
	else
		buf_add_str(out, link->path);
	buf_add_str(out, link->rest);
}

static void turn_line(const struct targets *t, struct str dir, struct str line,
		      struct buf *out)
{
	struct link link;
	size_t start;
	size_t at = 0;

	if (find_reference(line, &start, &link)) {
		buf_add(out, line.data, start);
		write_path(t, dir, &link, out);
		at = link.end;
	} else {
		while (find_inline(line, at, &start, &link)) {
			buf_add(out, line.data + at, start - at);
			write_path(t, dir, &link, out);
			at = link.end;
		}
	}
	buf_add_str(out, str_from(line, at));
}

static void turn(const struct targets *t, struct page *p)
{
	auto_buf struct buf out = { 0 };
	struct str rest = p->content;
	struct str line;
	bool first = true;

	if (str_find(rest, str_of("](")) == rest.len &&
	    str_find(rest, str_of("]: ")) == rest.len)
		return;
	while (str_split(&rest, '\n', &line)) {
		if (!first)
			buf_putc(&out, '\n');
		first = false;
		turn_line(t, p->dir, line, &out);
	}
	p->content = str_n(arena_strdup(&p->arena, buf_str(&out)), out.len);
	if (p->has_excerpt)
		p->has_excerpt = excerpt_cut(p, &t->site->config, &p->arena,
					     &p->excerpt);
}

static void turn_all(const struct targets *t, struct page **pages, size_t len,
		     const struct data *excluded)
{
	for (size_t i = 0; i < len; i++)
		if (page_is_markdown(pages[i], &t->site->config) &&
		    !entry_filter_lists(excluded, pages[i]->path))
			turn(t, pages[i]);
}

void relative_links_turn(struct website *s)
{
	const struct data *wish = data_get(&s->config.all, "relative_links");
	const struct data *enabled = data_get(wish, "enabled");
	const struct data *excluded = data_get(wish, "exclude");
	struct targets t = { 0 };

	if (!website_has_plugin(s, "jekyll-relative-links") ||
	    (enabled && enabled->kind == DATA_BOOL && !enabled->boolean))
		return;
	find_targets(s, &t);
	turn_all(&t, s->pages, s->pages_len, excluded);
	for (size_t i = 0; i < s->collections_len; i++)
		if (s->collections[i].output &&
		    node_is_true(data_get(wish, "collections")))
			turn_all(&t, s->collections[i].docs,
				 s->collections[i].docs_len, excluded);
	free(t.items);
}
