/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/liquid/parser.h"

#include "lib/cleanup.h"
#include "lib/mem.h"
#include "render/liquid/block.h"
#include "render/liquid/source.h"
#include "render/liquid/text.h"

struct parser {
	struct template *template;
	struct arena *arena;
	struct source source;
	bool trim; /* the next text loses the white space it begins with */
	unsigned depth;
};

struct arena *parser_arena(struct parser *p)
{
	return p->arena;
}

const struct dialect *parser_dialect(const struct parser *p)
{
	return p->template->dialect;
}

const struct template *parser_template(const struct parser *p)
{
	return p->template;
}

struct err_place parser_place(const struct parser *p, const char *at)
{
	return template_place(p->template, at);
}

struct err *parser_error(const struct parser *p, const char *at,
			 const char *fmt, ...)
{
	auto_free char *text = NULL;
	va_list args;

	va_start(args, fmt);
	text = mem_vprintf(fmt, args);
	va_end(args);
	return err_new_in(parser_place(p, at), &LIQUID_SYNTAX, "%s", text);
}

bool parser_may_retry(const struct parser *p, struct err *e)
{
	if (!err_is(e, &LIQUID_SYNTAX) ||
	    dialect_config(parser_dialect(p))->mode != DIALECT_LAX)
		return false;
	err_drop(e);
	return true;
}

fallible parser_expect_end(const struct parser *p, const struct lexer *l)
{
	if (l->token.kind == TOKEN_END)
		return NULL;
	return parser_error(p, l->token.at, "unexpected '%.*s'",
			    STR_FMT(l->token.text));
}

fallible parser_descend(struct parser *p, const char *at)
{
	if (p->depth >= dialect_config(parser_dialect(p))->limits.depth)
		return err_new_in(parser_place(p, at), &LIQUID_LIMIT,
				  "nesting too deep");
	p->depth++;
	return NULL;
}

void parser_ascend(struct parser *p)
{
	p->depth--;
}

bool block_is_blank(const struct block *b)
{
	return b->blank;
}

void block_drop_text(struct block *b)
{
	size_t len = 0;

	for (size_t i = 0; i < b->len; i++)
		if (b->nodes[i].kind != NODE_TEXT)
			b->nodes[len++] = b->nodes[i];
	b->len = len;
}

/* The nodes of a block while it grows. */
struct growing {
	struct node *nodes;
	size_t len;
	size_t cap;
	bool blank;
};

static void growing_release(struct growing *g)
{
	free(g->nodes);
}
#define auto_growing __attribute__((cleanup(growing_release)))

static struct node *add_node(struct growing *g, enum node_kind kind,
			     const char *at)
{
	g->nodes = mem_grow(g->nodes, g->len, &g->cap, sizeof(*g->nodes));
	g->nodes[g->len] = (struct node){ .kind = kind, .at = at };
	return &g->nodes[g->len++];
}

static struct block *finish(struct parser *p, const struct growing *g)
{
	struct block *b = arena_alloc(p->arena, sizeof(*b));

	b->nodes = arena_alloc_array(p->arena, g->len, sizeof(*b->nodes));
	if (g->len)
		memcpy(b->nodes, g->nodes, g->len * sizeof(*b->nodes));
	b->len = g->len;
	b->blank = g->blank;
	return b;
}

static void add_text(struct parser *p, struct str text, struct growing *g)
{
	if (p->trim)
		text = text_strip_left(text);
	p->trim = false;
	if (text_strip_left(text).len)
		g->blank = false;
	if (text.len)
		add_node(g, NODE_TEXT, text.data)->text = text;
}

static void trim_around(struct parser *p, const struct piece *piece,
			struct growing *g)
{
	struct node *last = g->len ? &g->nodes[g->len - 1] : NULL;

	if (piece->trims_before && last && last->kind == NODE_TEXT)
		last->text = text_strip_right(last->text);
	p->trim = piece->trims_after;
}

static fallible add_output(struct parser *p, struct str markup,
			   struct growing *g)
{
	const struct expression *e;
	struct err *err;

	err = expression_parse_filtered(p, markup, &e);
	if (err)
		return err;
	add_node(g, NODE_OUTPUT, markup.data)->output = e;
	g->blank = false;
	return NULL;
}

static fallible add_tag(struct parser *p, const struct tag *tag,
			const struct tag_markup *m, struct growing *g)
{
	struct tag_parsed parsed = { 0 };
	struct node *node;
	struct err *e;

	e = parser_descend(p, m->name.data);
	if (e)
		return e;
	e = tag->parse(p, m, &parsed);
	parser_ascend(p);
	if (e)
		return e;
	node = add_node(g, NODE_TAG, m->name.data);
	node->tag.tag = tag;
	node->tag.self = parsed.self;
	node->tag.blank = parsed.blank;
	g->blank = g->blank && parsed.blank;
	return NULL;
}

static bool is_one_of(struct str name, const char *const *ends)
{
	for (; ends && *ends; ends++)
		if (str_is(name, *ends))
			return true;
	return false;
}

static struct err *never_closed(const struct parser *p,
				const struct tag_markup *m)
{
	return parser_error(p, m->name.data, "'%.*s' is never closed",
			    STR_FMT(m->name));
}

static fallible piece_error(const struct parser *p, const struct piece *piece)
{
	struct str shown = piece->all;

	if (shown.len > 40)
		shown.len = 40;
	if (piece->kind == PIECE_OPEN_TAG)
		return parser_error(p, piece->all.data,
				    "tag '%.*s' is not closed by '%%}'",
				    STR_FMT(shown));
	if (piece->kind == PIECE_OPEN_OUTPUT)
		return parser_error(p, piece->all.data,
				    "output '%.*s' is not closed by '}}'",
				    STR_FMT(shown));
	return parser_error(p, piece->all.data, "'%.*s' is not a tag",
			    STR_FMT(shown));
}

/* Why tag @m cannot stand inside @outer, which may be NULL. */
static fallible unknown_tag(const struct parser *p,
			    const struct tag_markup *outer,
			    const struct tag_markup *m)
{
	struct nearest near = nearest_to(m->name);
	auto_free char *hint = NULL;

	if (outer && str_starts(m->name, "end"))
		return parser_error(p, m->name.data,
				    "'%.*s' does not end '%.*s'",
				    STR_FMT(m->name), STR_FMT(outer->name));
	dialect_try_tags(parser_dialect(p), &near);
	hint = nearest_hint(&near);
	return err_suggest(parser_error(p, m->name.data, "unknown tag '%.*s'",
					STR_FMT(m->name)),
			   hint);
}

/* Add @piece, which is not the end of the block. */
static fallible add_piece(struct parser *p, const struct tag_markup *outer,
			  const struct piece *piece, struct growing *g)
{
	const struct tag *tag;

	if (piece->kind == PIECE_TEXT) {
		add_text(p, piece->all, g);
		return NULL;
	}
	if (piece->kind == PIECE_OUTPUT)
		return add_output(p, piece->inside, g);
	if (piece->kind != PIECE_TAG)
		return piece_error(p, piece);
	tag = dialect_tag(parser_dialect(p), piece->tag.name);
	if (!tag)
		return unknown_tag(p, outer, &piece->tag);
	return add_tag(p, tag, &piece->tag, g);
}

static fallible check_length(const struct parser *p, const struct piece *piece)
{
	if (piece->inside.len <=
	    dialect_config(parser_dialect(p))->limits.markup_bytes)
		return NULL;
	return err_new_in(parser_place(p, piece->all.data), &LIQUID_LIMIT,
			  "the tag is too long");
}

static fallible read_block(struct parser *p, const struct tag_markup *outer,
			   const char *const *ends, struct block **ret,
			   struct tag_markup *ret_end)
{
	auto_growing struct growing g = { .blank = true };
	struct piece piece;
	struct err *e;

	for (;;) {
		source_next(&p->source, &piece);
		if (piece.kind == PIECE_END)
			break;
		e = check_length(p, &piece);
		if (e)
			return e;
		if (piece.kind == PIECE_TAG || piece.kind == PIECE_OUTPUT)
			trim_around(p, &piece, &g);
		if (piece.kind == PIECE_TAG && is_one_of(piece.tag.name, ends))
			break;
		e = add_piece(p, outer, &piece, &g);
		if (e)
			return e;
	}
	if (ends && piece.kind == PIECE_END)
		return never_closed(p, outer);
	*ret = finish(p, &g);
	if (ret_end)
		*ret_end = piece.tag;
	return NULL;
}

fallible parser_block(struct parser *p, const struct tag_markup *m,
		      const char *const *ends, struct block **ret,
		      struct tag_markup *ret_end)
{
	return read_block(p, m, ends, ret, ret_end);
}

fallible parser_lines(struct parser *p, const struct tag_markup *m,
		      struct block **ret)
{
	struct source outside = p->source;
	bool trim = p->trim;
	struct err *e;

	p->source = (struct source){ .next = m->text.data,
				     .end = m->text.data + m->text.len,
				     .lines = true };
	e = read_block(p, m, NULL, ret, NULL);
	p->source = outside;
	p->trim = trim;
	return e;
}

/* Read up to and with tag @end, whatever stands before it. */
static fallible find_end(struct parser *p, const struct tag_markup *m,
			 const char *end, struct piece *ret)
{
	do {
		if (!p->source.lines &&
		    !source_find_tag(&p->source, str_of(end)))
			return never_closed(p, m);
		source_next(&p->source, ret);
		if (ret->kind == PIECE_END || ret->kind == PIECE_OPEN_TAG)
			return never_closed(p, m);
	} while (ret->kind != PIECE_TAG || !str_is(ret->tag.name, end));
	p->trim = ret->trims_after;
	return NULL;
}

fallible parser_raw(struct parser *p, const struct tag_markup *m,
		    const char *end, struct str *ret)
{
	const char *from = p->source.next;
	struct piece piece = { 0 };
	struct err *e;

	e = find_end(p, m, end, &piece);
	if (e)
		return e;
	*ret = str_n(from, (size_t)(piece.all.data - from));
	return NULL;
}

fallible parser_skip(struct parser *p, const struct tag_markup *m,
		     const char *end)
{
	struct piece piece;
	size_t depth = 1;
	struct err *e;

	while (depth) {
		source_next(&p->source, &piece);
		if (piece.kind == PIECE_END || piece.kind == PIECE_OPEN_TAG)
			return never_closed(p, m);
		if (piece.kind == PIECE_OPEN_OUTPUT)
			p->source.next = piece.all.data + piece.all.len;
		if (piece.kind != PIECE_TAG)
			continue;
		if (str_is(piece.tag.name, "raw")) {
			e = find_end(p, &piece.tag, "endraw", &piece);
			if (e)
				return e;
		}
		depth += str_eq(piece.tag.name, m->name);
		depth -= str_is(piece.tag.name, end);
	}
	p->trim = piece.trims_after;
	return NULL;
}

fallible parser_run(struct template *t, struct arena *a)
{
	struct parser p = {
		.template = t,
		.arena = a,
		.source = { .next = t->text.data,
			    .end = t->text.data + t->text.len },
	};

	return read_block(&p, NULL, NULL, &t->body, NULL);
}
