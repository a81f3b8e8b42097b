/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/jekyll/finishing.h"

#include "render/jekyll/emoji.h"
#include "render/jekyll/mentions.h"
#include "render/model/node.h"

static const struct {
	const char *plugin;
	fallible (*finish)(const struct finishing *f, struct buf *out);
} finishers[] = {
	{ "jemoji", emoji_finish },
	{ "jekyll-mentions", mentions_finish },
};

/* Or meant to look like a folder's. */
static bool is_html(const struct page *p)
{
	return str_is(p->output_ext, ".html") ||
	       str_ends(node_as_text(data_get(&p->data, "permalink")), "/");
}

fallible finishing_apply(const struct build *b, const struct page *p,
			 struct buf *content)
{
	if (!is_html(p))
		return NULL;
	for (size_t i = 0; i < sizeof finishers / sizeof *finishers; i++) {
		const struct finishing f = { b, p, buf_str(content) };
		auto_buf struct buf out = { 0 };
		struct err *e;

		if (!website_has_plugin(b->site, finishers[i].plugin))
			continue;
		e = finishers[i].finish(&f, &out);
		if (e)
			return e;
		buf_release(content);
		*content = out;
		out = (struct buf){ 0 };
	}
	return NULL;
}
