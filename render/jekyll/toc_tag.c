/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/jekyll/toc_tag.h"

#include "render/jekyll/bodies.h"
#include "render/jekyll/page_toc.h"
#include "render/liquid/context.h"
#include "render/liquid/parser.h"
#include "render/model/node.h"

static const struct data *config_of(const struct rendering *r)
{
	return data_get(&r->build->site->config.all, "toc");
}

static fallible parse(struct parser *p, const struct tag_markup *m,
		      struct tag_parsed *ret)
{
	(void)p;
	(void)m;
	*ret = (struct tag_parsed){ 0 };
	return NULL;
}

/* Of a page that is no document the gem sees the source, where only headings
 * in HTML are any. */
static fallible render(const void *self, struct context *c, struct buf *out)
{
	struct rendering *r = context_host(c);
	struct str body = r->page->content;
	struct page_toc toc;
	struct err *e = NULL;

	(void)self;
	if (!node_is_true(data_get(&r->page->data, "toc")))
		return NULL;
	if (r->page->collection)
		e = bodies_get(r, r->page, BODY_WHOLE, &body);
	if (e)
		return e;
	toc = page_toc_read(body, config_of(r), context_arena(c));
	page_toc_add_list(&toc, out);
	return NULL;
}

const struct tag toc_tag = { "toc", parse, render };

/* A filter does nothing on other pages, nor without the plugin. */
static bool is_wanted(const struct rendering *r)
{
	const struct data *wish = data_get(&r->page->data, "toc");

	return wish && wish->kind == DATA_BOOL && wish->boolean &&
	       website_has_plugin(r->build->site, "jekyll-toc");
}

static struct page_toc read_input(const struct filter_call *call)
{
	const struct rendering *r = context_host(call->context);

	return page_toc_read(filter_input_text(call), config_of(r),
			     call->reader->arena);
}

static fallible toc(const struct filter_call *call, struct value *ret)
{
	auto_buf struct buf out = { 0 };
	struct page_toc t;

	*ret = call->input;
	if (!is_wanted(context_host(call->context)))
		return NULL;
	t = read_input(call);
	page_toc_add_list(&t, &out);
	page_toc_add_page(&t, &out);
	*ret = filter_take(call, &out);
	return NULL;
}

static fallible toc_only(const struct filter_call *call, struct value *ret)
{
	const struct rendering *r = context_host(call->context);
	auto_buf struct buf out = { 0 };
	struct page_toc t;

	*ret = call->input;
	if (!website_has_plugin(r->build->site, "jekyll-toc"))
		return NULL;
	if (is_wanted(r)) {
		t = read_input(call);
		page_toc_add_list(&t, &out);
	}
	*ret = filter_take(call, &out);
	return NULL;
}

static fallible inject_anchors(const struct filter_call *call,
			       struct value *ret)
{
	auto_buf struct buf out = { 0 };
	struct page_toc t;

	*ret = call->input;
	if (!is_wanted(context_host(call->context)))
		return NULL;
	t = read_input(call);
	page_toc_add_page(&t, &out);
	*ret = filter_take(call, &out);
	return NULL;
}

const struct filter toc_filters[] = {
	{ "inject_anchors", 0, 0, inject_anchors },
	{ "toc", 0, 0, toc },
	{ "toc_only", 0, 0, toc_only },
};
const size_t toc_filters_len = sizeof toc_filters / sizeof *toc_filters;
