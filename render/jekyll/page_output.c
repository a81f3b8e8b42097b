/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/jekyll/page_output.h"

#include "lib/mem.h"
#include "lib/nearest.h"
#include "render/jekyll/bodies.h"
#include "render/jekyll/finishing.h"
#include "render/jekyll/globals.h"
#include "render/jekyll/stylesheet.h"
#include "render/jekyll/templates.h"
#include "render/model/collection.h"
#include "render/model/node.h"

#define MAX_LAYOUTS 32 /* within each other */

/* The layout of a page that asks for none, as jekyll-default-layout has it. */
static struct str default_layout(const struct build *b, const struct page *p)
{
	const struct str none = { NULL, 0 };
	const struct str names[] = {
		str_of(str_is(p->url, "/") ? "home" : ""),
		str_of(p->collection ? "post" : "page"),
		str_of("default"),
	};

	if (!website_has_plugin(b->site, "jekyll-default-layout") ||
	    !page_is_markdown(p, &b->site->config) ||
	    (p->collection && p->collection != b->site->posts))
		return none;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (website_layout(b->site, names[i]))
			return names[i];
	return none;
}

static struct str first_layout(const struct build *b, const struct page *p)
{
	const struct data *wish = data_get(&p->data, "layout");

	if (stylesheet_is_source(p->ext))
		return (struct str){ NULL, 0 };
	if (!wish)
		return default_layout(b, p);
	if (str_is(node_as_text(wish), "none") || !node_is_true(wish))
		return (struct str){ NULL, 0 };
	return node_as_text(wish);
}

/* What one page's layouts have in common. */
struct wrapping {
	struct rendering rendering;
	struct arena arena;
	struct data data; /* the layouts' front matter so far; map */
};

static fallible wrap(struct wrapping *w, const struct template_file *layout,
		     struct buf *content)
{
	auto_buf struct buf out = { 0 };
	auto_buf struct buf inner = *content;
	struct template_run run;
	struct err *e;

	*content = (struct buf){ 0 };
	w->data = node_merge(&w->arena, &layout->data, &w->data);
	run = build_run(&w->rendering,
			globals_of_layout(&w->rendering, &w->arena,
					  buf_str(&inner), &w->data));
	e = template_render(layout->template, &run, &out);
	if (e)
		return e;
	*content = out;
	out = (struct buf){ 0 };
	return NULL;
}

static void warn_missing(const struct build *b, const struct page *p,
			 struct str name)
{
	const struct data *wish = data_get(&p->data, "layout");
	const struct err_place at = { p->path, wish ? wish->line : 0,
				      wish ? wish->column : 0 };
	struct nearest near = nearest_to(name);
	auto_free char *hint = NULL;
	auto_free char *text = NULL;

	for (size_t i = 0; i < b->site->layouts_len; i++)
		nearest_try(&near, b->site->layouts[i].name);
	hint = nearest_hint(&near);
	text = mem_printf("there is no layout '%.*s', and the page has none",
			  STR_FMT(name));
	build_warn(b, at, text, hint);
}

/* Put @content into the layouts, from the page's own outwards. */
static fallible wrap_all(struct wrapping *w, struct buf *content)
{
	const struct build *b = w->rendering.build;
	struct str name = first_layout(b, w->rendering.page);

	for (int i = 0; name.len; i++) {
		const struct template_file *layout;
		struct err *e;

		if (!website_layout(b->site, name)) {
			warn_missing(b, w->rendering.page, name);
			return NULL;
		}
		e = templates_layout(b->templates, name, &layout);
		if (e)
			return e;
		if (i == MAX_LAYOUTS)
			return err_new(&ERR_INPUT,
				       "layout '%.*s': layouts in a circle",
				       STR_FMT(name));
		e = wrap(w, layout, content);
		if (e)
			return e;
		name = node_as_text(data_get(&layout->data, "layout"));
	}
	return NULL;
}

/* The page with its layouts, while the deadline runs. */
static fallible make(struct wrapping *w, struct buf *content)
{
	struct str body;
	struct err *e;

	e = bodies_get(&w->rendering, w->rendering.page, BODY_WHOLE, &body);
	if (e)
		return e;
	buf_add_str(content, body);
	e = wrap_all(w, content);
	if (e)
		return e;
	return finishing_apply(w->rendering.build, w->rendering.page, content);
}

fallible page_output(const struct build *b, const struct page *p,
		     struct buf *out)
{
	struct deadline deadline;
	struct wrapping w = {
		.rendering = { .build = b,
			       .page = p,
			       .deadline = &deadline,
			       .part = -1 },
		.data = { .kind = DATA_MAP },
	};
	auto_buf struct buf content = { 0 };
	struct err *e;

	e = deadline_start(&deadline, &b->limit);
	if (e)
		return e;
	(void)deadline_move(&deadline, (struct err_place){ p->path, 0, 0 });
	e = make(&w, &content);
	deadline_stop(&deadline);
	arena_release(&w.arena);
	if (e)
		return e;
	*out = content;
	content = (struct buf){ 0 };
	return NULL;
}
