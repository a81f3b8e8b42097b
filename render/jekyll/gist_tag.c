/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/jekyll/gist_tag.h"

#include <ctype.h>

#include "render/jekyll/build.h"
#include "render/jekyll/variable_path.h"
#include "render/liquid/context.h"
#include "render/liquid/parser.h"
#include "render/markdown/html_text.h"
#include "render/model/node.h"

#define GISTS "https://gist.github.com/"

struct gist {
	struct str id;   /* may be a variable, as @file */
	struct str file; /* empty: all its files */
};

static size_t word_len(struct str s)
{
	size_t n = 0;

	while (n < s.len && !isspace((unsigned char)s.data[n]))
		n++;
	return n;
}

static fallible parse(struct parser *p, const struct tag_markup *m,
		      struct tag_parsed *ret)
{
	struct gist *t = arena_alloc(parser_arena(p), sizeof *t);
	struct str rest;

	t->id = str_n(m->text.data, word_len(m->text));
	rest = str_trim(str_from(m->text, t->id.len));
	t->file = str_n(rest.data, word_len(rest));
	if (!t->id.len)
		return parser_error(p, m->name.data, "which gist?");
	if (t->file.len < rest.len)
		return parser_error(p, rest.data + t->file.len,
				    "a gist and one of its files, and no more");
	*ret = (struct tag_parsed){ .self = t };
	return NULL;
}

/* For who runs no scripts. The gem puts the code there, which takes a network
 * at every build. */
static void add_link(struct str id, struct buf *out)
{
	auto_buf struct buf url = { 0 };

	buf_puts(&url, GISTS);
	buf_add_str(&url, id);
	buf_puts(out, "<noscript><a");
	html_text_attr("href", buf_str(&url), out);
	buf_putc(out, '>');
	html_text_escape(buf_str(&url), false, out);
	buf_puts(out, "</a></noscript>");
}

static void add_script(struct str id, struct str file, struct buf *out)
{
	auto_buf struct buf url = { 0 };

	buf_printf(&url, GISTS "%.*s.js", STR_FMT(id));
	if (file.len)
		buf_printf(&url, "?file=%.*s", STR_FMT(file));
	buf_puts(out, "<script");
	html_text_attr("src", buf_str(&url), out);
	buf_puts(out, "> </script>");
}

static fallible render(const void *self, struct context *c, struct buf *out)
{
	const struct gist *t = self;
	const struct rendering *r = context_host(c);
	const struct data *wish = data_get(
		data_get(&r->build->site->config.all, "gist"), "noscript");
	const struct str id = variable_path_text(c, t->id);

	if (!wish || wish->kind != DATA_BOOL || wish->boolean)
		add_link(id, out);
	add_script(id, variable_path_text(c, t->file), out);
	return NULL;
}

const struct tag gist_tag = { "gist", parse, render };
