/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/liquid/context.h"
#include "render/liquid/parser.h"
#include "render/liquid/standard.h"

/* The tags that print nothing render by this. */
static fallible render_nothing(const void *self, struct context *c,
			       struct buf *out)
{
	(void)self;
	(void)c;
	(void)out;
	return NULL;
}

static fallible comment_parse(struct parser *p, const struct tag_markup *m,
			      struct tag_parsed *ret)
{
	ret->blank = true;
	return parser_skip(p, m, "endcomment");
}

/* {% # comment %}: each of its lines begins with "#". */
static fallible inline_comment_parse(struct parser *p,
				     const struct tag_markup *m,
				     struct tag_parsed *ret)
{
	struct str rest = m->text, line;

	(void)str_split(&rest, '\n', &line);
	while (str_split(&rest, '\n', &line)) {
		line = str_trim(line);
		if (line.len && line.data[0] != '#')
			return parser_error(p, line.data,
					    "each line of a comment begins "
					    "with '#'");
	}
	ret->blank = true;
	return NULL;
}

static fallible expect_nothing(struct parser *p, const struct tag_markup *m)
{
	if (!m->text.len)
		return NULL;
	return parser_error(p, m->text.data, "'%.*s' takes nothing",
			    STR_FMT(m->name));
}

static fallible doc_parse(struct parser *p, const struct tag_markup *m,
			  struct tag_parsed *ret)
{
	struct str ignored;
	struct err *e = expect_nothing(p, m);

	ret->blank = true;
	return e ? e : parser_raw(p, m, "enddoc", &ignored);
}

static fallible raw_parse(struct parser *p, const struct tag_markup *m,
			  struct tag_parsed *ret)
{
	struct str *text = arena_alloc(parser_arena(p), sizeof(*text));
	struct err *e = expect_nothing(p, m);

	if (!e)
		e = parser_raw(p, m, "endraw", text);
	ret->self = text;
	ret->blank = !text->len;
	return e;
}

static fallible raw_render(const void *self, struct context *c, struct buf *out)
{
	(void)c;
	buf_add_str(out, *(const struct str *)self);
	return NULL;
}

static fallible liquid_parse(struct parser *p, const struct tag_markup *m,
			     struct tag_parsed *ret)
{
	struct block *body;
	struct err *e = parser_lines(p, m, &body);

	if (e)
		return e;
	ret->self = body;
	ret->blank = block_is_blank(body);
	return NULL;
}

static fallible liquid_render(const void *self, struct context *c,
			      struct buf *out)
{
	return context_render_block(c, self, out);
}

static fallible ifchanged_parse(struct parser *p, const struct tag_markup *m,
				struct tag_parsed *ret)
{
	static const char *const ends[] = { "endifchanged", NULL };
	struct block *body;
	struct err *e = parser_block(p, m, ends, &body, NULL);

	if (e)
		return e;
	ret->self = body;
	ret->blank = block_is_blank(body);
	return NULL;
}

/* All the tags of a rendering share what was printed last. */
static fallible ifchanged_render(const void *self, struct context *c,
				 struct buf *out)
{
	static const char owner;
	void **slot = context_slot(c, &owner, str_of(""));
	struct str *last = *slot;
	size_t from = out->len;
	struct str text;
	struct err *e = context_render_block(c, self, out);

	if (e)
		return e;
	text = str_from(buf_str(out), from);
	if (last && str_eq(*last, text)) {
		buf_truncate(out, from);
		return NULL;
	}
	last = arena_alloc(context_arena(c), sizeof(*last));
	*last = str_n(arena_strdup(context_arena(c), text), text.len);
	*slot = last;
	return NULL;
}

const struct tag STANDARD_TAGS_TEXT[] = {
	{ "comment", comment_parse, render_nothing },
	{ "#", inline_comment_parse, render_nothing },
	{ "doc", doc_parse, render_nothing },
	{ "raw", raw_parse, raw_render },
	{ "liquid", liquid_parse, liquid_render },
	{ "ifchanged", ifchanged_parse, ifchanged_render },
	{ 0 },
};
