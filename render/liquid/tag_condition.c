/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lib/cleanup.h"
#include "lib/mem.h"
#include "render/liquid/context.h"
#include "render/liquid/expression.h"
#include "render/liquid/fragment.h"
#include "render/liquid/parser.h"
#include "render/liquid/standard.h"

/* A block and when it is printed. */
struct branch {
	const struct expression *condition; /* NULL: "else" */
	struct block *body;
};

struct branches {
	struct branch *items;
	size_t len;
	size_t cap; /* while they grow */
};

static void branches_release(struct branches *b)
{
	free(b->items);
}
#define auto_branches __attribute__((cleanup(branches_release)))

static struct branch *add(struct branches *b)
{
	b->items = mem_grow(b->items, b->len, &b->cap, sizeof(*b->items));
	b->items[b->len] = (struct branch){ 0 };
	return &b->items[b->len++];
}

/* Keep the branches for rendering; they are blank if all of them are. */
static void finish(struct parser *p, const struct branches *b,
		   struct tag_parsed *ret)
{
	struct branches *kept = arena_alloc(parser_arena(p), sizeof(*kept));
	bool blank = true;

	kept->items = arena_alloc_array(parser_arena(p), b->len,
					sizeof(*kept->items));
	kept->len = b->len;
	for (size_t i = 0; i < b->len; i++) {
		kept->items[i] = b->items[i];
		blank = blank && block_is_blank(b->items[i].body);
	}
	for (size_t i = 0; blank && i < b->len; i++)
		block_drop_text(b->items[i].body);
	ret->self = kept;
	ret->blank = blank;
}

static fallible parse_branches(struct parser *p, const struct tag_markup *m,
			       const char *end, struct tag_parsed *ret)
{
	const char *const ends[] = { "elsif", "else", end, NULL };
	auto_branches struct branches b = { 0 };
	struct tag_markup next = *m;
	struct err *e;

	do {
		struct branch *branch = add(&b);

		if (!str_is(next.name, "else")) {
			e = expression_parse_condition(p, next.text,
						       &branch->condition);
			if (e)
				return e;
		}
		e = parser_block(p, m, ends, &branch->body, &next);
		if (e)
			return e;
	} while (!str_is(next.name, end));
	finish(p, &b, ret);
	return NULL;
}

static fallible if_parse(struct parser *p, const struct tag_markup *m,
			 struct tag_parsed *ret)
{
	return parse_branches(p, m, "endif", ret);
}

static fallible unless_parse(struct parser *p, const struct tag_markup *m,
			     struct tag_parsed *ret)
{
	return parse_branches(p, m, "endunless", ret);
}

/* Print the first branch whose condition holds, where the first of all must
 * come to @first. */
static fallible render_first(const struct branches *b, bool first,
			     struct context *c, struct buf *out)
{
	for (size_t i = 0; i < b->len; i++) {
		const struct branch *branch = &b->items[i];
		bool truth = true;
		struct err *e = NULL;

		if (branch->condition)
			e = expression_eval_condition(branch->condition, c,
						      &truth);
		if (e)
			return e;
		if (truth == (i ? true : first))
			return context_render_block(c, branch->body, out);
	}
	return NULL;
}

static fallible if_render(const void *self, struct context *c, struct buf *out)
{
	return render_first(self, true, c, out);
}

static fallible unless_render(const void *self, struct context *c,
			      struct buf *out)
{
	return render_first(self, false, c, out);
}

/* The next value of "when". */
static fallible take_when(struct parser *p, struct lexer *l,
			  const struct expression **ret, bool *ret_more)
{
	struct err *e = expression_parse(p, l, ret);

	*ret_more = lexer_accept(l, TOKEN_COMMA, NULL) ||
		    lexer_accept_word(l, "or");
	if (!e && !*ret_more)
		e = parser_expect_end(p, l);
	return e;
}

static size_t separator_length(struct str s)
{
	struct str rest = fragment_skip_space(s);
	bool spaced = rest.len < s.len;

	if (rest.len && rest.data[0] == ',')
		rest = str_from(rest, 1);
	else if (spaced && str_starts(rest, "or") && rest.len > 2 &&
		 fragment_skip_space(str_from(rest, 2)).len < rest.len - 2)
		rest = str_from(rest, 2);
	else
		return 0;
	return s.len - fragment_skip_space(rest).len;
}

static fallible take_when_lax(struct parser *p, struct str *rest,
			      const struct expression **ret, bool *ret_more)
{
	struct str value;
	const char *at = rest->data;
	size_t separator;

	if (!fragment_take(rest, &value))
		return parser_error(p, at, "expected a value after 'when'");
	separator = separator_length(*rest);
	*rest = str_from(*rest, separator);
	*ret_more = separator && fragment_length(*rest);
	return expression_parse_value(p, value, ret);
}

/* Add a branch for each value of "when"; their bodies are one. */
static fallible parse_when(struct parser *p, struct str markup,
			   const struct expression *subject, struct branches *b)
{
	bool lax = dialect_config(parser_dialect(p))->mode == DIALECT_LAX;
	const struct expression *value = NULL;
	struct lexer l;
	struct err *e;
	bool more = false;

	lexer_init(&l, markup);
	do {
		e = lax ? take_when_lax(p, &markup, &value, &more)
			: take_when(p, &l, &value, &more);
		if (e)
			return e;
		add(b)->condition = expression_equals(p, subject, value);
	} while (more);
	return NULL;
}

/* In lax mode what follows the first value counts for nothing. */
static fallible parse_subject(struct parser *p, const struct tag_markup *m,
			      const struct expression **ret)
{
	struct str rest = m->text, first;
	struct lexer l;
	struct err *e;

	if (!fragment_take(&rest, &first))
		return parser_error(p, m->name.data,
				    "expected a value after 'case'");
	lexer_init(&l, m->text);
	e = expression_parse(p, &l, ret);
	if (!e)
		e = parser_expect_end(p, &l);
	if (e && parser_may_retry(p, e))
		return expression_parse_value(p, first, ret);
	return e;
}

static fallible case_parse(struct parser *p, const struct tag_markup *m,
			   struct tag_parsed *ret)
{
	static const char *const ends[] = { "when", "else", "endcase", NULL };
	auto_branches struct branches b = { 0 };
	const struct expression *subject;
	struct tag_markup next;
	struct block *body;
	struct err *e;

	e = parse_subject(p, m, &subject);
	if (!e)
		e = parser_block(p, m, ends, &body, &next);
	while (!e && !str_is(next.name, "endcase")) {
		size_t first = b.len;

		if (str_is(next.name, "when"))
			e = parse_when(p, next.text, subject, &b);
		else if (next.text.len)
			e = parser_error(p, next.text.data,
					 "'else' takes nothing here");
		else
			(void)add(&b);
		if (!e)
			e = parser_block(p, m, ends, &body, &next);
		for (size_t i = first; !e && i < b.len; i++)
			b.items[i].body = body;
	}
	if (!e)
		finish(p, &b, ret);
	return e;
}

/* Every branch that matches is printed; "else" unless one before it was. */
static fallible case_render(const void *self, struct context *c,
			    struct buf *out)
{
	const struct branches *b = self;
	bool matched = false;

	for (size_t i = 0; i < b->len; i++) {
		const struct branch *branch = &b->items[i];
		bool truth = !matched;
		struct err *e = NULL;

		if (branch->condition)
			e = expression_eval_condition(branch->condition, c,
						      &truth);
		if (!e && truth)
			e = context_render_block(c, branch->body, out);
		if (e)
			return e;
		matched = matched || (branch->condition && truth);
	}
	return NULL;
}

const struct tag STANDARD_TAGS_CONDITION[] = {
	{ "if", if_parse, if_render },
	{ "unless", unless_parse, unless_render },
	{ "case", case_parse, case_render },
	{ 0 },
};
