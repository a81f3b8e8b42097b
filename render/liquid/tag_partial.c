/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lib/cleanup.h"
#include "lib/mem.h"
#include "render/liquid/expression.h"
#include "render/liquid/fragment.h"
#include "render/liquid/loop.h"
#include "render/liquid/parser.h"
#include "render/liquid/standard.h"

struct argument {
	struct value_key name;
	const struct expression *value;
};

/* {% include name for items as item, a: b %}, and render likewise. */
struct partial {
	const struct expression *name;
	const struct expression *subject; /* after "with" or "for", or NULL */
	bool each;                        /* "for" */
	struct str alias;                 /* empty: the partial's own name */
	struct argument *args;
	size_t args_len;
};

static fallible parse_subject(struct parser *p, struct str *rest,
			      struct partial *t)
{
	struct str before = *rest;
	struct err *e = NULL;
	size_t len = 0;

	t->each = fragment_skip_word(rest, "for");
	if (t->each || fragment_skip_word(rest, "with")) {
		len = fragment_run_length(*rest);
		e = expression_parse_value(p, str_n(rest->data, len),
					   &t->subject);
		*rest = str_from(*rest, len);
	}
	if (e)
		return e;
	if (fragment_skip_word(rest, "as")) {
		for (len = 0;
		     len < rest->len && (fragment_is_word(rest->data[len]) ||
					 rest->data[len] == '-');)
			len++;
		t->alias = str_n(rest->data, len);
	}
	*rest = before;
	return NULL;
}

static fallible parse_arguments(struct parser *p, struct str markup,
				struct partial *t)
{
	auto_free struct argument *args = NULL;
	size_t cap = 0;
	struct str name, value;
	struct err *e;

	while (fragment_take_attribute(&markup, &name, &value)) {
		args = mem_grow(args, t->args_len, &cap, sizeof(*args));
		args[t->args_len].name = value_key_of(name);
		e = expression_parse_value(p, value, &args[t->args_len].value);
		if (e)
			return e;
		t->args_len++;
	}
	t->args =
		arena_alloc_array(parser_arena(p), t->args_len, sizeof(*args));
	if (args)
		memcpy(t->args, args, t->args_len * sizeof(*args));
	return NULL;
}

static fallible partial_parse(struct parser *p, const struct tag_markup *m,
			      bool quoted, struct tag_parsed *ret)
{
	struct partial *t = arena_alloc(parser_arena(p), sizeof(*t));
	struct str rest = m->text;
	size_t len = fragment_length(rest);
	struct err *e;

	ret->self = t;
	if (!len || (quoted && rest.data[0] != '"' && rest.data[0] != '\''))
		return parser_error(p, m->text.data,
				    quoted ? "expected a name in quotes"
					   : "expected a name");
	e = expression_parse_value(p, str_n(rest.data, len), &t->name);
	rest = str_from(rest, len);
	if (!e)
		e = parse_subject(p, &rest, t);
	if (!e)
		e = parse_arguments(p, m->text, t);
	return e;
}

static fallible include_parse(struct parser *p, const struct tag_markup *m,
			      struct tag_parsed *ret)
{
	return partial_parse(p, m, false, ret);
}

static fallible render_parse(struct parser *p, const struct tag_markup *m,
			     struct tag_parsed *ret)
{
	return partial_parse(p, m, true, ret);
}

/* The variable that holds what stands after "with" or "for". */
static struct value_key subject_name(const struct partial *t, struct str name)
{
	const char *slash = name.len ? memrchr(name.data, '/', name.len) : NULL;

	if (t->alias.len)
		return value_key_of(t->alias);
	if (slash)
		name = str_from(name, (size_t)(slash + 1 - name.data));
	return value_key_of(name);
}

static fallible set_arguments(const struct partial *t, struct context *c,
			      bool isolated)
{
	struct value *values = arena_alloc_array(context_arena(c), t->args_len,
						 sizeof(*values));
	struct err *e = NULL;

	for (size_t i = 0; !e && i < t->args_len; i++) {
		e = expression_eval(t->args[i].value, c, &values[i]);
		if (!e && !isolated)
			context_set_local(c, &t->args[i].name, values[i]);
	}
	for (size_t i = 0; !e && isolated && i < t->args_len; i++)
		context_set_local(c, &t->args[i].name, values[i]);
	return e;
}

static fallible include_each(struct context *c, const struct template *body,
			     const struct value_key *name, struct value items,
			     struct buf *out)
{
	struct segment s = segment_of(c, items, 0, -1);
	struct err *e = NULL;

	for (size_t i = 0; !e && i < s.len; i++) {
		context_set_local(c, name, segment_at(c, &s, i));
		e = context_count_turn(c);
		if (!e)
			e = context_render_template(c, body, false, out);
	}
	return e;
}

static fallible include_body(const struct partial *t, struct context *c,
			     struct str name, const struct template *body,
			     struct buf *out)
{
	struct value_key whole = value_key_of(name);
	struct value_key key = subject_name(t, name);
	struct value v = { 0 };
	struct err *e = NULL;

	if (t->subject)
		e = expression_eval(t->subject, c, &v);
	else
		(void)context_get(c, &whole, &v);
	if (!e)
		e = set_arguments(t, c, false);
	if (e)
		return e;
	if (value_is_list(v) && v.kind != VALUE_RANGE)
		return include_each(c, body, &key, v, out);
	context_set_local(c, &key, v);
	return context_render_template(c, body, false, out);
}

static fallible include_render(const void *self, struct context *c,
			       struct buf *out)
{
	const struct partial *t = self;
	const struct template *body;
	struct value name;
	struct err *e;

	if (context_is_isolated(c))
		return context_error(c, "include usage is not allowed in this "
					"context");
	e = expression_eval(t->name, c, &name);
	if (e)
		return e;
	if (name.kind != VALUE_STRING)
		return context_error(c, "Argument error in tag 'include' - "
					"Illegal template name");
	e = context_load(c, name.string, &body);
	if (e)
		return e;
	context_open_scope(c);
	e = include_body(t, c, name.string, body, out);
	context_close_scope(c);
	return e;
}

/* Render once, with @loop and the subject @v if they are there. */
static fallible render_once(const struct partial *t, struct context *c,
			    const struct template *body,
			    const struct value_key *key, struct value v,
			    const struct forloop *loop, struct buf *out)
{
	struct value_key name = value_key_of(str_of("forloop"));
	struct err *e;

	context_open_scope(c);
	e = set_arguments(t, c, true);
	if (!e && loop)
		context_set_local(c, &name, forloop_value(loop));
	if (!e && v.kind != VALUE_NIL)
		context_set_local(c, key, v);
	if (!e)
		e = context_render_template(c, body, true, out);
	context_close_scope(c);
	return e;
}

static fallible render_each(const struct partial *t, struct context *c,
			    const struct template *body,
			    const struct value_key *key, struct value items,
			    struct buf *out)
{
	struct segment s = segment_of(c, items, 0, -1);
	struct forloop *loop = arena_alloc(context_arena(c), sizeof(*loop));
	struct err *e = NULL;

	*loop = (struct forloop){ key->name, s.len, 0, NULL };
	for (; !e && loop->index < s.len; loop->index++) {
		e = context_count_turn(c);
		if (!e)
			e = render_once(t, c, body, key,
					segment_at(c, &s, loop->index), loop,
					out);
	}
	return e;
}

static fallible render_render(const void *self, struct context *c,
			      struct buf *out)
{
	const struct partial *t = self;
	const struct template *body;
	struct value name, v = { 0 };
	struct value_key key;
	struct err *e;

	e = expression_eval(t->name, c, &name);
	if (!e)
		e = context_load(c, name.string, &body);
	if (!e && t->subject)
		e = expression_eval(t->subject, c, &v);
	if (e)
		return e;
	key = subject_name(t, name.string);
	if (t->each && (value_is_list(v) || value_is_map(v)))
		return render_each(t, c, body, &key, v, out);
	return render_once(t, c, body, &key, v, NULL, out);
}

const struct tag STANDARD_TAGS_PARTIAL[] = {
	{ "include", include_parse, include_render },
	{ "render", render_parse, render_render },
	{ 0 },
};
