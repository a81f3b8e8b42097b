/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/jekyll/generated_page.h"

#include "lib/buf.h"
#include "lib/mem.h"

static struct str below_root(struct str path)
{
	return str_starts(path, "/") ? str_from(path, 1) : path;
}

bool generated_page_is_taken(const struct website *s, struct str path)
{
	path = below_root(path);
	for (size_t i = 0; i < s->pages_len; i++)
		if (str_eq(s->pages[i]->output, path))
			return true;
	for (size_t i = 0; i < s->static_files_len; i++)
		if (str_eq(s->static_files[i].output, path))
			return true;
	return false;
}

fallible generated_page_make(const struct website *s,
			     const struct generated_page *g, struct page **ret)
{
	const struct str path = below_root(g->path);
	auto_free char *name = mem_strndup(path.data, path.len);
	auto_buf struct buf whole = { 0 };
	struct page_source source = {
		.config = &s->config,
		.zone = s->zone,
		.type = "pages",
		.path = name,
		.site_time = s->time,
	};
	struct err *e;

	buf_printf(&whole, "---\n%s---\n", g->front_matter);
	for (const char *const *piece = g->content; *piece; piece++)
		buf_puts(&whole, *piece);
	source.text = buf_str(&whole);
	e = page_read(&source, ret);
	if (!e)
		(*ret)->generated = true;
	return e;
}

fallible generated_page_add(struct website *s, const struct generated_page *g)
{
	struct page *p;
	struct err *e;

	if (generated_page_is_taken(s, g->path))
		return NULL;
	e = generated_page_make(s, g, &p);
	if (!e)
		website_add_page(s, p);
	return e;
}
