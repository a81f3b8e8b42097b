/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/jekyll/heading_titles.h"

#include <ctype.h>

#include "lib/mem.h"
#include "render/liquid/value_read.h"
#include "render/model/excerpt.h"
#include "render/model/node.h"

#define PLAIN "{{ text | markdownify | strip_html | normalize_whitespace }}"

struct titles {
	struct website *site;
	const struct build *build;
	const struct data *wish; /* the plugin's part of _config.yml */
	struct arena arena;
	const struct template *plain;
};

static size_t skip_space(struct str s)
{
	size_t n = 0;

	while (n < s.len && isspace((unsigned char)s.data[n]))
		n++;
	return n;
}

static struct str line_at(struct str text, size_t at)
{
	struct str rest = str_from(text, at);

	rest.len = str_find_char(rest, '\n');
	return rest;
}

/* A row of signs from "=-", and then nothing but space. */
static bool is_underline(struct str line)
{
	size_t n = 0;

	while (n < line.len && (line.data[n] == '=' || line.data[n] == '-'))
		n++;
	return n && !str_trim(str_from(line, n)).len;
}

/* The heading that @text begins with; it ends at *@ret_end. */
static bool find_heading(struct str text, struct str *ret_heading,
			 size_t *ret_end)
{
	size_t at = skip_space(text);
	size_t marks = 0;
	size_t space;
	struct str line;

	while (at + marks < text.len && text.data[at + marks] == '#')
		marks++;
	space = skip_space(str_from(text, at + marks));
	if (marks && marks <= 3 && space) {
		*ret_heading = line_at(text, at + marks + space);
		*ret_end = at + marks + space + ret_heading->len;
		return ret_heading->len > 0;
	}
	*ret_heading = line_at(text, at);
	*ret_end = at + ret_heading->len;
	if (!ret_heading->len || *ret_end == text.len)
		return false;
	line = line_at(text, *ret_end + 1);
	*ret_end += 1 + line.len;
	return is_underline(line);
}

/* Footnotes are not part of a title. */
static void add_without_notes(struct str s, struct buf *out)
{
	while (s.len) {
		size_t at = str_find(s, str_of("[^"));
		struct str note = str_from(s, at);
		size_t end = str_find_char(note, ']');

		buf_add(out, s.data, at);
		if (end == note.len) {
			buf_add_str(out, note);
			return;
		}
		s = str_from(note, end + 1);
	}
}

static fallible plain_text(const struct titles *t, struct page *p,
			   struct str heading, struct str *ret)
{
	struct rendering r = { .build = t->build, .page = p, .part = -1 };
	struct value_entry entry = { .key = value_key_of(str_of("text")),
				     .value = value_of_str(heading) };
	auto_arena struct arena arena = { 0 };
	auto_buf struct buf text = { 0 };
	auto_buf struct buf title = { 0 };
	struct template_run run =
		build_run(&r, value_of_entries(&arena, &entry, 1));
	struct err *e = template_render(t->plain, &run, &text);

	if (e)
		return e;
	add_without_notes(buf_str(&text), &title);
	*ret = str_of(arena_strdup(&p->arena, buf_str(&title)));
	return NULL;
}

static bool strips(const struct titles *t, const struct page *p)
{
	const struct data *own = data_get(&p->data, "strip_title");

	return node_is_true(own ? own : data_get(t->wish, "strip_title"));
}

static void strip(const struct titles *t, struct page *p, size_t end)
{
	size_t start = end + skip_space(str_from(p->content, end));

	for (size_t i = 0; i < start; i++)
		p->content_line += p->content.data[i] == '\n';
	p->content = str_from(p->content, start);
	if (p->has_excerpt)
		p->has_excerpt = excerpt_cut(p, &t->site->config, &p->arena,
					     &p->excerpt);
}

/* A document's title is taken over even if it was written. */
static fallible take_title(const struct titles *t, struct page *p)
{
	const struct data *title = data_get(&p->data, "title");
	struct str heading;
	struct str text;
	size_t end;
	struct err *e;

	if (!page_is_markdown(p, &t->site->config) ||
	    (!p->collection && title && title->kind != DATA_NULL) ||
	    !find_heading(p->content, &heading, &end))
		return NULL;
	e = plain_text(t, p, heading, &text);
	if (e)
		return e;
	page_set(p, "title", node_string(text));
	if (strips(t, p))
		strip(t, p, end);
	return NULL;
}

static fallible take_all(const struct titles *t)
{
	struct website *s = t->site;
	struct err *e = NULL;

	for (size_t i = 0; !e && i < s->pages_len; i++)
		e = take_title(t, s->pages[i]);
	if (!node_is_true(data_get(t->wish, "collections")))
		return e;
	for (size_t i = 0; i < s->collections_len; i++)
		for (size_t k = 0; !e && k < s->collections[i].docs_len; k++)
			if (s->collections[i].output)
				e = take_title(t, s->collections[i].docs[k]);
	return e;
}

fallible heading_titles_take(struct website *site, const struct build *b)
{
	const struct template_source source = { .text = str_of(PLAIN) };
	struct titles t = {
		.site = site,
		.build = b,
		.wish = data_get(&site->config.all, "titles_from_headings"),
	};
	const struct data *enabled = data_get(t.wish, "enabled");
	struct err *e;

	if (!website_has_plugin(site, "jekyll-titles-from-headings") ||
	    (enabled && enabled->kind == DATA_BOOL && !enabled->boolean))
		return NULL;
	e = template_parse(b->dialect, &source, &t.arena, &t.plain);
	if (!e)
		e = take_all(&t);
	arena_release(&t.arena);
	return e;
}
