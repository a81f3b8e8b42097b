/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/liquid/context.h"
#include "render/liquid/expression_tree.h"
#include "render/liquid/value_compare.h"
#include "render/liquid/value_read.h"
#include "render/liquid/value_text.h"

/* Is @e the word "empty" or "blank"? */
static bool is_word(const struct expression *e, enum value_kind *ret)
{
	struct value v;

	if (!expression_literal(e, &v) ||
	    (v.kind != VALUE_EMPTY && v.kind != VALUE_BLANK))
		return false;
	*ret = v.kind;
	return true;
}

/* Does @v have nothing in it, as the word @what means it? */
static bool is_nothing(struct context *c, enum value_kind what, struct value v)
{
	if (what == VALUE_EMPTY)
		return value_is_empty(context_reader(c), v);
	return !dialect_config(context_dialect(c))->plain_blank &&
	       value_is_blank(context_reader(c), v);
}

static fallible eval_equal(const struct expression *e, struct context *c,
			   bool *ret)
{
	struct value left, right;
	enum value_kind word, other;
	struct err *err;

	if (is_word(e->pair.left, &word)) {
		err = expression_eval(e->pair.right, c, &right);
		if (!err)
			*ret = !is_word(e->pair.right, &other) &&
			       is_nothing(c, word, right);
		return err;
	}
	err = expression_eval(e->pair.left, c, &left);
	if (err)
		return err;
	if (is_word(e->pair.right, &word)) {
		*ret = is_nothing(c, word, left);
		return NULL;
	}
	err = expression_eval(e->pair.right, c, &right);
	if (!err)
		*ret = value_equals(context_reader(c), left, right);
	return err;
}

static const char *class_name(struct value v)
{
	switch (v.kind) {
	case VALUE_INT:
	case VALUE_BIG:
		return "Integer";
	case VALUE_FLOAT:
		return "Float";
	case VALUE_STRING:
		return "String";
	case VALUE_TIME:
		return "Time";
	default:
		return "Object";
	}
}

static bool has_order(struct value v)
{
	return v.kind == VALUE_INT || v.kind == VALUE_FLOAT ||
	       v.kind == VALUE_BIG || v.kind == VALUE_STRING ||
	       v.kind == VALUE_TIME;
}

/* Ruby's words for two values that have no order. */
static fallible no_order(struct context *c, struct value left,
			 struct value right)
{
	struct str shown = str_of(class_name(right));

	if (right.kind == VALUE_FLOAT && left.kind == VALUE_FLOAT)
		return NULL;
	if (right.kind == VALUE_INT || right.kind == VALUE_FLOAT)
		shown = value_text(context_reader(c), right);
	return context_error(c, "comparison of %s with %.*s failed",
			     class_name(left), STR_FMT(shown));
}

static fallible compare(const struct expression *e, struct context *c,
			struct value left, struct value right, bool *ret)
{
	enum value_kind word;
	int order;

	*ret = false;
	if (is_word(e->pair.left, &word) || is_word(e->pair.right, &word) ||
	    !has_order(left) || !has_order(right))
		return NULL;
	if (!value_order(left, right, &order))
		return no_order(c, left, right);
	if (e->pair.how == COMPARISON_LESS)
		*ret = order < 0;
	else if (e->pair.how == COMPARISON_LESS_OR_EQUAL)
		*ret = order <= 0;
	else if (e->pair.how == COMPARISON_GREATER)
		*ret = order > 0;
	else
		*ret = order >= 0;
	return NULL;
}

static fallible eval_comparison(const struct expression *e, struct context *c,
				bool *ret)
{
	struct value left, right;
	struct err *err;

	if (e->pair.how == COMPARISON_EQUAL ||
	    e->pair.how == COMPARISON_UNEQUAL) {
		err = eval_equal(e, c, ret);
		if (!err)
			*ret = *ret == (e->pair.how == COMPARISON_EQUAL);
		return err;
	}
	err = expression_eval(e->pair.left, c, &left);
	if (!err)
		err = expression_eval(e->pair.right, c, &right);
	if (err)
		return err;
	if (e->pair.how == COMPARISON_UNKNOWN)
		return context_error(c, "Unknown operator %.*s",
				     STR_FMT(e->pair.operator));
	if (e->pair.how != COMPARISON_CONTAINS)
		return compare(e, c, left, right, ret);
	*ret = value_is_truthy(left) && value_is_truthy(right) &&
	       value_contains(context_reader(c), left, right);
	return NULL;
}

fallible expression_eval_condition(const struct expression *e,
				   struct context *c, bool *ret)
{
	struct value v;
	struct err *err;

	while (e->kind == EXPRESSION_AND || e->kind == EXPRESSION_OR) {
		err = expression_eval_condition(e->pair.left, c, ret);
		if (err || *ret == (e->kind == EXPRESSION_OR))
			return err;
		e = e->pair.right;
	}
	if (e->kind == EXPRESSION_COMPARISON)
		return eval_comparison(e, c, ret);
	err = expression_eval(e, c, &v);
	if (!err)
		*ret = value_is_truthy(v);
	return err;
}
