/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Expressions: literals, ranges, variables with their lookups, filter chains
 * and conditions; how they are parsed from the tokens of a tag's markup, and
 * what they come to. Part of a template: never changes once parsed.
 */
#pragma once

#include "render/liquid/lexer.h"
#include "render/liquid/value.h"

struct context;
struct parser;
struct expression;

/* One value: "text", 12, (1..n), a.b["c"][0]. */
fallible expression_parse(struct parser *p, struct lexer *l,
			  const struct expression **ret);

/* The same, and any number of "| filter: args". */
fallible expression_parse_filtered(struct parser *p, struct lexer *l,
				   const struct expression **ret);

/* Comparisons joined by "and" and "or", evaluated from the right. */
fallible expression_parse_condition(struct parser *p, struct lexer *l,
				    const struct expression **ret);

fallible expression_eval(const struct expression *e, struct context *c,
			 struct value *ret);
fallible expression_eval_condition(const struct expression *e,
				   struct context *c, bool *ret);

/* The name, when the expression is a bare variable, a quoted string's text;
 * else empty. */
struct str expression_name(const struct expression *e);
