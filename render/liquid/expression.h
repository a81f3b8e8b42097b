/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Expressions: literals, ranges, variables with their lookups, filter chains
 * and conditions; how they are parsed, and what they come to. Part of a
 * template: never changes once parsed.
 *
 * Where a whole markup is parsed, it is read strictly first; what is wrong then
 * is an error in strict mode, and in lax mode read again as Liquid's old
 * patterns would, which find something in nearly anything.
 */
#pragma once

#include "render/liquid/lexer.h"
#include "render/liquid/value.h"

struct context;
struct parser;
struct expression;

/* The value at the current token: "text", 12, (1..n), a.b["c"][0]. Steps over
 * it. Always strict. */
fallible expression_parse(struct parser *p, struct lexer *l,
			  const struct expression **ret);

/* A markup that is one value. */
fallible expression_parse_value(struct parser *p, struct str markup,
				const struct expression **ret);

/* A value and any number of "| filter: args"; empty is nil. */
fallible expression_parse_filtered(struct parser *p, struct str markup,
				   const struct expression **ret);

/* Comparisons joined by "and" and "or", which group from the right. */
fallible expression_parse_condition(struct parser *p, struct str markup,
				    const struct expression **ret);

/* Values compared by "==", where only on the right "empty" and "blank" mean
 * what has nothing in it; on the left they are an empty text. */
const struct expression *expression_equals(struct parser *p,
					   const struct expression *left,
					   const struct expression *right);

fallible expression_eval(const struct expression *e, struct context *c,
			 struct value *ret);
fallible expression_eval_condition(const struct expression *e,
				   struct context *c, bool *ret);

/* The literal's value; false when it is none. */
bool expression_literal(const struct expression *e, struct value *ret);
