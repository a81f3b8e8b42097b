/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/link_check.h"

#include <ctype.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "lib/mem.h"
#include "lib/nearest.h"
#include "render/model/entry_filter.h"
#include "render/model/front_matter.h"

#define MAX_HINTS 20 /* each looks at all addresses */

struct link_check {
	const struct build *build;
	const struct outputs *outputs;
	pthread_mutex_t lock; /* guards all below */
	struct str *paths;    /* of the outputs, sorted; NULL: not needed yet */
	unsigned hints;
};

struct link_check *link_check_new(const struct build *b,
				  const struct outputs *outputs)
{
	struct link_check *c = mem_alloc(sizeof *c);

	c->build = b;
	c->outputs = outputs;
	(void)pthread_mutex_init(&c->lock, NULL);
	return c;
}

void link_check_free(struct link_check *c)
{
	if (!c)
		return;
	free(c->paths);
	(void)pthread_mutex_destroy(&c->lock);
	free(c);
}

static int compare(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

static void find_paths(struct link_check *c)
{
	(void)pthread_mutex_lock(&c->lock);
	if (!c->paths) {
		c->paths =
			mem_alloc_array(c->outputs->len + 1, sizeof *c->paths);
		for (size_t i = 0; i < c->outputs->len; i++)
			c->paths[i] = c->outputs->items[i].path;
		qsort(c->paths, c->outputs->len, sizeof *c->paths, compare);
	}
	(void)pthread_mutex_unlock(&c->lock);
}

static bool has(const struct link_check *c, const struct buf *path)
{
	const struct str key = buf_str(path);

	return bsearch(&key, c->paths, c->outputs->len, sizeof *c->paths,
		       compare);
}

/* Does something answer at @path, which is decoded and has no leading slash?
 * The same addresses as in a release. */
static bool answers(const struct link_check *c, struct str path)
{
	static const char *const ends[] = { "", "index.html", ".html",
					    "/index.html" };
	const struct data *kept =
		data_get(&c->build->site->config.all, "keep_files");
	auto_buf struct buf one = { 0 };

	buf_add_str(&one, path);
	if (entry_filter_lists(kept, buf_str(&one).data))
		return true;
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		buf_truncate(&one, path.len);
		buf_puts(&one, ends[i]);
		if (has(c, &one))
			return true;
	}
	return false;
}

static int digit(char c)
{
	if (!isxdigit((unsigned char)c))
		return -1;
	return isdigit((unsigned char)c) ? c - '0'
					 : tolower((unsigned char)c) - 'a' + 10;
}

static void decode(struct str s, struct buf *out)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.data[i] == '%' && i + 2 < s.len &&
		    digit(s.data[i + 1]) >= 0 && digit(s.data[i + 2]) >= 0) {
			buf_putc(out, (char)(digit(s.data[i + 1]) * 16 +
					     digit(s.data[i + 2])));
			i += 2;
		} else {
			buf_putc(out, s.data[i]);
		}
}

/* The part of @target below the site, without a leading slash. False: it is
 * outside. */
static bool find_below(const struct link_check *c, struct str target,
		       struct str *ret)
{
	const struct str base = c->build->site->config.baseurl;
	struct str path = str_n(target.data, str_find_char(target, '#'));

	path.len = str_find_char(path, '?');
	if (base.len && !str_is(base, "/")) {
		if (path.len < base.len ||
		    !str_eq(str_n(path.data, base.len), base))
			return false;
		path = str_from(path, base.len);
	}
	if (path.len && path.data[0] != '/')
		return false;
	*ret = path.len ? str_from(path, 1) : path;
	return true;
}

static bool is_dead(const struct link_check *c, struct str target)
{
	auto_buf struct buf path = { 0 };
	struct str below;

	if (!find_below(c, target, &below))
		return false;
	decode(below, &path);
	return !answers(c, buf_str(&path));
}

/* Is what begins with @start, quoted, an attribute of a tag in @html? Text may
 * look like one, but has the sign that begins a tag only escaped. */
static bool is_attribute(struct str html, const char *start, struct str target)
{
	auto_buf struct buf needle = { 0 };
	struct str rest = html;

	buf_printf(&needle, "%s\"%.*s\"", start, STR_FMT(target));
	for (;;) {
		size_t at = str_find(rest, buf_str(&needle));
		const char *before;

		if (at == rest.len)
			return false;
		before = rest.data + at;
		while (before > html.data && *before != '<' && *before != '>')
			before--;
		if (*before == '<')
			return true;
		rest = str_from(rest, at + needle.len);
	}
}

static struct err_place place_of(const struct page *p, const char *at)
{
	struct err_place place = { p->path, 1, 1 };

	for (const char *c = p->text.data; c < at; c++)
		if (*c == '\n') {
			place.line++;
			place.column = 1;
		} else {
			place.column += ((unsigned char)*c & 0xc0) != 0x80;
		}
	return place;
}

/* NULL: none is like it, or there were many. */
static char *hint_for(struct link_check *c, struct str target)
{
	struct nearest near = nearest_to(target);
	bool enough;

	(void)pthread_mutex_lock(&c->lock);
	enough = c->hints == MAX_HINTS;
	c->hints += !enough;
	(void)pthread_mutex_unlock(&c->lock);
	for (size_t i = 0; !enough && i < c->outputs->len; i++) {
		const struct output *o = &c->outputs->items[i];

		nearest_try(&near, o->page ? o->page->url : o->file->url);
	}
	return nearest_hint(&near);
}

static void look_at(struct link_check *c, const struct page *p, struct str html,
		    struct str target)
{
	struct front_matter fm;
	auto_free char *hint = NULL;
	auto_free char *text = NULL;

	find_paths(c);
	if (!is_dead(c, target))
		return;
	front_matter_split(p->text, &fm);
	if (target.data < fm.body.data ||
	    (!is_attribute(html, "href=", target) &&
	     !is_attribute(html, "src=", target)))
		return;
	hint = hint_for(c, target);
	text = mem_printf("nothing of this site is at '%.*s'", STR_FMT(target));
	build_warn(c->build, place_of(p, target.data), text, hint);
}

static bool is_plain(char c)
{
	return isalnum((unsigned char)c) || (unsigned char)c >= 0x80 ||
	       (c && strchr("/-_.~%#?=+,:@!", c));
}

/* The target of a link whose text ends before @rest: "(/x)", "(/x "title")" or
 * ": /x". Empty: it is none, or one that we are not sure of. */
static struct str cut_target(struct str rest)
{
	const struct str none = { NULL, 0 };
	const bool defines = str_starts(rest, ":");
	size_t len = 0;

	if (!defines && !str_starts(rest, "(/"))
		return none;
	rest = str_from(rest, 1);
	while (defines && rest.len && rest.data[0] == ' ')
		rest = str_from(rest, 1);
	while (len < rest.len && is_plain(rest.data[len]))
		len++;
	if (!str_starts(rest, "/") || str_starts(rest, "//"))
		return none;
	if (defines ? len < rest.len && !isspace((unsigned char)rest.data[len])
		    : len == rest.len ||
			      (rest.data[len] != ')' && rest.data[len] != ' '))
		return none;
	return str_n(rest.data, len);
}

void link_check_page(struct link_check *c, const struct page *p,
		     struct str html)
{
	const struct website *s = c->build->site;
	struct str rest = p->text;

	if (p->generated || !page_is_markdown(p, &s->config) ||
	    broken_pages_remedy(s->source.broken, p->path) != BROKEN_NOT)
		return;
	for (;;) {
		size_t at = str_find_char(rest, ']');
		struct str target;

		if (at == rest.len)
			return;
		rest = str_from(rest, at + 1);
		target = cut_target(rest);
		if (target.len)
			look_at(c, p, html, target);
	}
}
