/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/jekyll/link_tag.h"

#include "render/jekyll/build.h"
#include "render/jekyll/url_filters.h"
#include "render/liquid/context.h"
#include "render/liquid/parser.h"

struct link {
	const struct template *target; /* prints the path or name */
	bool to_post;
};

static fallible parse(struct parser *p, const struct tag_markup *m,
		      struct tag_parsed *ret)
{
	struct link *t = arena_alloc(parser_arena(p), sizeof *t);
	const struct template_source source = {
		.name = template_name(parser_template(p)),
		.text = m->text,
		.first_line = parser_place(p, m->name.data).line,
	};
	struct err *e;

	if (!m->text.len)
		return parser_error(p, m->name.data, "which page?");
	t->to_post = str_is(m->name, "post_url");
	e = template_parse(parser_dialect(p), &source, parser_arena(p),
			   &t->target);
	if (e)
		return e;
	*ret = (struct tag_parsed){ .self = t };
	return NULL;
}

/* The URL of the page or file at @path of the source; empty: there is none. */
static struct str find_path(const struct website *s, struct str path)
{
	for (size_t i = 0; i < s->collections_len; i++)
		for (size_t k = 0; k < s->collections[i].docs_len; k++)
			if (str_is(path, s->collections[i].docs[k]->path))
				return s->collections[i].docs[k]->url;
	for (size_t i = 0; i < s->pages_len; i++)
		if (str_is(path, s->pages[i]->path))
			return s->pages[i]->url;
	for (size_t i = 0; i < s->static_files_len; i++)
		if (str_is(path, s->static_files[i].path))
			return s->static_files[i].url;
	return (struct str){ NULL, 0 };
}

/* A post by its file's name without extension, with folders or without. */
static struct str find_post(const struct website *s, struct str name)
{
	for (size_t i = 0; i < s->posts->docs_len; i++) {
		const struct page *p = s->posts->docs[i];
		struct str path = str_of(p->path);

		path.len -= p->ext.len;
		if (str_eq(p->basename, name) ||
		    (path.len > name.len &&
		     str_eq(str_from(path, path.len - name.len), name) &&
		     path.data[path.len - name.len - 1] == '/'))
			return p->url;
	}
	return (struct str){ NULL, 0 };
}

static void try_pages(struct nearest *n, struct page *const *pages, size_t len)
{
	for (size_t i = 0; i < len; i++)
		nearest_try(n, str_of(pages[i]->path));
}

static struct err *no_target(const struct link *t, const struct context *c,
			     const struct website *s, struct str target)
{
	struct nearest near = nearest_to(target);
	auto_free char *hint = NULL;

	for (size_t i = 0; t->to_post && i < s->posts->docs_len; i++)
		nearest_try(&near, s->posts->docs[i]->basename);
	for (size_t i = 0; !t->to_post && i < s->collections_len; i++)
		try_pages(&near, s->collections[i].docs,
			  s->collections[i].docs_len);
	if (!t->to_post)
		try_pages(&near, s->pages, s->pages_len);
	for (size_t i = 0; !t->to_post && i < s->static_files_len; i++)
		nearest_try(&near, str_of(s->static_files[i].path));
	hint = nearest_hint(&near);
	return err_suggest(context_error(c, "no %s '%.*s'",
					 t->to_post ? "post" : "page or file",
					 STR_FMT(target)),
			   hint);
}

static fallible render(const void *self, struct context *c, struct buf *out)
{
	const struct link *t = self;
	const struct rendering *r = context_host(c);
	const struct website *s = r->build->site;
	auto_buf struct buf text = { 0 };
	struct str target;
	struct str url;
	struct err *e;

	e = context_render_template(c, t->target, false, &text);
	if (e)
		return e;
	target = str_trim(buf_str(&text));
	if (str_starts(target, "/"))
		target = str_from(target, 1);
	url = t->to_post ? find_post(s, target) : find_path(s, target);
	if (!url.data)
		return no_target(t, c, s, target);
	url_filters_relative(&s->config, url, out);
	return NULL;
}

const struct tag link_tag = { "link", parse, render };
const struct tag post_url_tag = { "post_url", parse, render };
