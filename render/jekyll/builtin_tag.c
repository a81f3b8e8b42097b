/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/jekyll/builtin_tag.h"

#include "render/jekyll/builtin_templates.h"
#include "render/liquid/context.h"
#include "render/liquid/parser.h"
#include "render/liquid/value_read.h"

struct builtin {
	const struct template *template;
	struct str options; /* as written after the tag's name */
};

static fallible parse_text(struct parser *p, const struct tag_markup *m,
			   const char *const *pieces, struct tag_parsed *ret)
{
	struct builtin *t = arena_alloc(parser_arena(p), sizeof *t);
	struct template_source source = {
		.name = template_name(parser_template(p)),
		.first_line = parser_place(p, m->name.data).line,
	};
	auto_buf struct buf text = { 0 };

	for (; *pieces; pieces++)
		buf_puts(&text, *pieces);
	source.text = buf_str(&text);
	t->options = m->text;
	*ret = (struct tag_parsed){ .self = t };
	return template_parse(parser_dialect(p), &source, parser_arena(p),
			      &t->template);
}

static fallible parse_seo(struct parser *p, const struct tag_markup *m,
			  struct tag_parsed *ret)
{
	return parse_text(p, m, builtin_seo, ret);
}

static fallible parse_feed_meta(struct parser *p, const struct tag_markup *m,
				struct tag_parsed *ret)
{
	return parse_text(p, m, builtin_feed_meta, ret);
}

static fallible render(const void *self, struct context *c, struct buf *out)
{
	const struct builtin *t = self;
	const struct value_key key = value_key_of(str_of("tag_options"));
	struct err *e;

	context_open_scope(c);
	context_set_local(c, &key, value_of_str(t->options));
	e = context_render_template(c, t->template, true, out);
	context_close_scope(c);
	return e;
}

const struct tag seo_tag = { "seo", parse_seo, render };
const struct tag feed_meta_tag = { "feed_meta", parse_feed_meta, render };
