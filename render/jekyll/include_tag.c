/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/jekyll/include_tag.h"

#include <ctype.h>

#include "render/jekyll/build.h"
#include "render/jekyll/templates.h"
#include "render/liquid/context.h"
#include "render/liquid/parser.h"
#include "render/liquid/value_read.h"

#define MAX_PARAMS 64

struct param {
	struct str name;
	const struct expression *value;
};

struct include {
	struct str file;
	const struct template *computed_file; /* NULL: @file is the name */
	bool relative;
	struct param params[MAX_PARAMS];
	size_t params_len;
};

/* Cut the file's name off the front: to white space, but not inside {{ }}. */
static struct str cut_name(struct str *markup)
{
	struct str s = *markup;
	size_t i = 0;

	while (i < s.len && !isspace((unsigned char)s.data[i])) {
		struct str rest = str_from(s, i);
		size_t end = str_find(rest, str_of("}}"));

		i += str_starts(rest, "{{") && end < rest.len ? end + 2 : 1;
	}
	*markup = str_trim(str_from(s, i));
	return str_n(s.data, i);
}

static fallible parse_params(struct parser *p, struct str markup,
			     struct include *t)
{
	struct lexer l;

	lexer_init(&l, markup);
	while (l.token.kind != TOKEN_END) {
		struct param *one = &t->params[t->params_len];
		const char *at = l.token.at;
		struct err *e;

		if (t->params_len == MAX_PARAMS)
			return parser_error(p, at, "more than %d parameters",
					    MAX_PARAMS);
		if (!lexer_accept(&l, TOKEN_NAME, &one->name) ||
		    !lexer_accept(&l, TOKEN_ASSIGN, NULL))
			return parser_error(p, at,
					    "a parameter is written "
					    "name=\"value\"");
		e = expression_parse(p, &l, &one->value);
		if (e)
			return e;
		t->params_len++;
		(void)lexer_accept(&l, TOKEN_COMMA, NULL);
	}
	return NULL;
}

static fallible parse(struct parser *p, const struct tag_markup *m,
		      struct tag_parsed *ret)
{
	struct include *t = arena_alloc(parser_arena(p), sizeof *t);
	struct str markup = m->text;
	struct err *e;

	t->relative = str_is(m->name, "include_relative");
	t->file = cut_name(&markup);
	if (!t->file.len)
		return parser_error(p, m->name.data, "which file?");
	if (str_find(t->file, str_of("{{")) < t->file.len) {
		const struct template_source source = {
			.name = template_name(parser_template(p)),
			.text = t->file,
			.first_line = parser_place(p, t->file.data).line,
		};

		e = template_parse(parser_dialect(p), &source, parser_arena(p),
				   &t->computed_file);
		if (e)
			return e;
	}
	e = parse_params(p, markup, t);
	if (e)
		return e;
	*ret = (struct tag_parsed){ .self = t };
	return NULL;
}

/* The path of a file beside the page that is being rendered. */
static fallible load_relative(struct context *c, struct str name,
			      const struct template_file **ret)
{
	const struct rendering *r = context_host(c);
	auto_buf struct buf path = { 0 };

	buf_add_str(&path, r->page->dir);
	buf_add_str(&path, name);
	return templates_file(r->build->templates, buf_str(&path), ret);
}

static struct err *no_file(const struct include *t, struct context *c,
			   struct str name)
{
	const struct rendering *r = context_host(c);
	struct nearest near = nearest_to(name);
	auto_free char *hint = NULL;

	if (!t->relative)
		templates_try_includes(r->build->templates, context_arena(c),
				       &near);
	hint = nearest_hint(&near);
	return err_suggest(
		context_error(c, "no file '%.*s' to include", STR_FMT(name)),
		hint);
}

static fallible load(const struct include *t, struct context *c,
		     struct str name, const struct template_file **ret)
{
	const struct rendering *r = context_host(c);
	struct err *e;

	if (t->relative)
		e = load_relative(c, name, ret);
	else
		e = templates_include(r->build->templates, name, ret);
	if (!e || !err_is(e, &ERR_NOT_FOUND))
		return e;
	err_drop(e);
	return no_file(t, c, name);
}

static fallible eval_params(const struct include *t, struct context *c,
			    struct value *ret)
{
	struct arena *a = context_arena(c);
	struct value_entry *entries =
		arena_alloc_array(a, t->params_len + 1, sizeof *entries);

	for (size_t i = 0; i < t->params_len; i++) {
		struct err *e = expression_eval(t->params[i].value, c,
						&entries[i].value);

		if (e)
			return e;
		entries[i].key = value_key_of(t->params[i].name);
	}
	*ret = value_of_entries(a, entries, t->params_len);
	return NULL;
}

static fallible render(const void *self, struct context *c, struct buf *out)
{
	const struct include *t = self;
	const struct value_key key = value_key_of(str_of("include"));
	auto_buf struct buf name = { 0 };
	const struct template_file *file;
	struct value params;
	struct err *e;

	if (t->computed_file)
		e = context_render_template(c, t->computed_file, false, &name);
	else
		e = NULL;
	if (e)
		return e;
	e = load(t, c, t->computed_file ? str_trim(buf_str(&name)) : t->file,
		 &file);
	if (e)
		return e;
	e = eval_params(t, c, &params);
	if (e)
		return e;
	context_open_scope(c);
	context_set_local(c, &key, params);
	e = context_render_template(c, file->template, false, out);
	context_close_scope(c);
	return e;
}

const struct tag include_tag = { "include", parse, render };
const struct tag include_relative_tag = { "include_relative", parse, render };
const struct tag include_cached_tag = { "include_cached", parse, render };
