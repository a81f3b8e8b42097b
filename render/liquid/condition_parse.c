/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lib/cleanup.h"
#include "lib/mem.h"
#include "render/liquid/expression_tree.h"
#include "render/liquid/parser.h"

static fallible parse_comparison(struct parser *p, struct lexer *l,
				 const struct expression **ret)
{
	struct expression *pair;
	struct str operator;
	struct err *e;

	e = expression_parse(p, l, ret);
	if (e || !lexer_accept(l, TOKEN_COMPARISON, &operator))
		return e;
	pair = expression_make(p, EXPRESSION_COMPARISON, (*ret)->at);
	pair->pair.how = expression_comparison(operator);
	pair->pair.operator= operator;
	pair->pair.left = *ret;
	*ret = pair;
	return expression_parse(p, l, &pair->pair.right);
}

static bool accept_junction(struct lexer *l, enum expression_kind *ret)
{
	*ret = EXPRESSION_AND;
	if (lexer_accept_word(l, "and"))
		return true;
	*ret = EXPRESSION_OR;
	return lexer_accept_word(l, "or");
}

/* The right side of each junction is all that follows it. */
static fallible parse_condition(struct parser *p, struct lexer *l,
				const struct expression **ret)
{
	const struct expression **place = ret;
	enum expression_kind kind;
	struct err *e;

	for (;;) {
		struct expression *junction;

		e = parse_comparison(p, l, place);
		if (e)
			return e;
		if (!accept_junction(l, &kind))
			return parser_expect_end(p, l);
		junction = expression_make(p, kind, (*place)->at);
		junction->pair.left = *place;
		*place = junction;
		place = &junction->pair.right;
	}
}

fallible expression_parse_condition(struct parser *p, struct str markup,
				    const struct expression **ret)
{
	struct lexer l;
	struct err *e;

	lexer_init(&l, markup);
	e = parse_condition(p, &l, ret);
	if (!e || !parser_may_retry(p, e))
		return e;
	return expression_lax_condition(p, markup, ret);
}

const struct expression *expression_equals(struct parser *p,
					   const struct expression *left,
					   const struct expression *right)
{
	struct expression *e =
		expression_make(p, EXPRESSION_COMPARISON, right->at);
	struct expression *text;
	struct value v;

	if (expression_literal(left, &v) &&
	    (v.kind == VALUE_EMPTY || v.kind == VALUE_BLANK)) {
		text = expression_make(p, EXPRESSION_LITERAL, left->at);
		text->literal = VALUE_STR("");
		left = text;
	}
	e->pair.how = COMPARISON_EQUAL;
	e->pair.left = left;
	e->pair.right = right;
	return e;
}
