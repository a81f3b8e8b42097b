/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What an expression is parsed into, for those who make it and evaluate it.
 */
#pragma once

#include "render/liquid/expression.h"
#include "render/liquid/filter.h"

enum expression_kind {
	EXPRESSION_LITERAL,
	EXPRESSION_VARIABLE,
	EXPRESSION_RANGE,
	EXPRESSION_FILTERED,
	EXPRESSION_COMPARISON,
	EXPRESSION_AND,
	EXPRESSION_OR,
};

enum comparison {
	COMPARISON_EQUAL,
	COMPARISON_UNEQUAL,
	COMPARISON_LESS,
	COMPARISON_LESS_OR_EQUAL,
	COMPARISON_GREATER,
	COMPARISON_GREATER_OR_EQUAL,
	COMPARISON_CONTAINS,
	COMPARISON_UNKNOWN, /* an error once it is evaluated */
};

/* One step: .name, ["name"], [1] or [expression]. */
struct lookup {
	bool dotted;
	struct value constant;
	struct value_key name;            /* of a constant that is text */
	const struct expression *dynamic; /* NULL: it is the constant */
};

struct filter_argument {
	struct value_key name;
	const struct expression *value;
};

/* One link of a filter chain. */
struct filter_link {
	struct str name;
	const struct filter *filter; /* NULL: there is none of that name */
	const struct expression **args;
	size_t args_len;
	struct filter_argument *named;
	size_t named_len;
};

struct expression {
	enum expression_kind kind;
	const char *at; /* in the template's text */
	union {
		struct value literal;
		struct {
			struct value_key name;
			const struct expression *dynamic; /* [x]: or NULL */
			struct lookup *lookups;
			size_t len;
		} variable;
		struct {
			const struct expression *first, *last;
		} range;
		struct {
			const struct expression *input;
			struct filter_link *links;
			size_t len;
		} filtered;
		struct {
			enum comparison how;
			struct str operator;
			const struct expression *left, *right;
		} pair; /* a comparison, "and", "or" */
	};
};

/* Making them. */
struct expression *expression_make(struct parser *p, enum expression_kind kind,
				   const char *at);

/* nil, true, false, blank and empty, by their names; false for others. */
bool expression_word(struct str name, struct value *ret);

enum comparison expression_comparison(struct str operator);

/* The arguments of a filter while they grow. */
struct filter_arguments {
	const struct expression **args;
	size_t args_len, args_cap;
	struct filter_argument *named;
	size_t named_len, named_cap;
};

void filter_arguments_release(struct filter_arguments *a);
#define auto_filter_arguments __attribute__((cleanup(filter_arguments_release)))

/* @name: NULL is a plain argument. */
void filter_arguments_add(struct filter_arguments *a, const struct str *name,
			  const struct expression *value);

/* The link of @name, a piece of the template, with all of @a. A filter that
 * there is not is a doubt. */
struct filter_link expression_link(struct parser *p, struct str name,
				   const struct filter_arguments *a);

/* Read as Liquid's old patterns would, which never fail but for a condition
 * that has nothing in it. */
const struct expression *expression_lax_value(struct parser *p,
					      struct str markup);
const struct expression *expression_lax_filtered(struct parser *p,
						 struct str markup);
fallible expression_lax_condition(struct parser *p, struct str markup,
				  const struct expression **ret);
