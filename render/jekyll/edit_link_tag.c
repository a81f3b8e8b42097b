/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/jekyll/edit_link_tag.h"

#include "render/jekyll/build.h"
#include "render/liquid/context.h"
#include "render/liquid/parser.h"
#include "render/markdown/html_text.h"
#include "render/model/node.h"
#include "render/model/permalink.h"

struct edit_link {
	struct str text; /* of the link; data is NULL: only the address */
};

/* What is between the first quote of @s and the last of its kind. */
static struct str quoted(struct str s)
{
	while (s.len && s.data[0] != '"' && s.data[0] != '\'')
		s = str_from(s, 1);
	for (size_t n = s.len; n > 1; n--)
		if (s.data[n - 1] == s.data[0])
			return str_n(s.data + 1, n - 2);
	return s.len ? quoted(str_from(s, 1)) : (struct str){ NULL, 0 };
}

static fallible parse(struct parser *p, const struct tag_markup *m,
		      struct tag_parsed *ret)
{
	struct edit_link *t = arena_alloc(parser_arena(p), sizeof *t);

	t->text = quoted(m->text);
	*ret = (struct tag_parsed){ .self = t };
	return NULL;
}

/* Append one part of the address, with a slash behind it. */
static void add_part(struct str part, struct buf *out)
{
	if (str_starts(part, "/"))
		part = str_from(part, 1);
	permalink_escape(part, out);
	if (part.len && !str_ends(part, "/"))
		buf_putc(out, '/');
}

/* Nothing when it is not known. */
static void add_address(const struct rendering *r, struct buf *out)
{
	const struct data *github =
		data_get(&r->build->site->config.all, "github");
	const struct data *source = data_get(github, "source");
	const struct str url = node_as_text(data_get(github, "repository_url"));
	const struct str branch = node_as_text(data_get(source, "branch"));
	const struct data *path = data_get(source, "path");

	if (!url.len || !branch.len || !path) {
		build_warn(r->build, (struct err_place){ r->page->path, 0, 0 },
			   "the link for editing is empty, as the repository "
			   "is not known",
			   "list jekyll-github-metadata in _config.yml, and "
			   "say `repository: OWNER/NAME`");
		return;
	}
	buf_add_str(out, url);
	buf_puts(out, str_ends(url, "/") ? "edit/" : "/edit/");
	add_part(branch, out);
	add_part(node_as_text(path), out);
	permalink_escape(str_of(r->page->path), out);
}

static fallible render(const void *self, struct context *c, struct buf *out)
{
	const struct edit_link *t = self;
	auto_buf struct buf url = { 0 };

	add_address(context_host(c), &url);
	if (!t->text.data) {
		buf_add_str(out, buf_str(&url));
		return NULL;
	}
	buf_puts(out, "<a");
	html_text_attr("href", buf_str(&url), out);
	buf_printf(out, ">%.*s</a>", STR_FMT(t->text));
	return NULL;
}

const struct tag edit_link_tag = { "github_edit_link", parse, render };
