/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lib/cleanup.h"
#include "render/liquid/context.h"
#include "render/liquid/expression_tree.h"
#include "render/liquid/number.h"
#include "render/liquid/value_compare.h"
#include "render/liquid/value_read.h"
#include "render/liquid/value_text.h"

#define FEW 8 /* arguments that need no memory of their own */

static bool strict_variables(const struct context *c)
{
	return dialect_config(context_dialect(c))->strict_variables;
}

static struct err *undefined(const struct context *c, struct str name)
{
	return err_new_in(context_place(c), &LIQUID_UNDEFINED,
			  "undefined variable %.*s", STR_FMT(name));
}

/* Read one lookup of *@v into it. */
static fallible step(const struct lookup *look, struct context *c,
		     struct value *v)
{
	struct value key = look->constant;
	struct value_key computed;
	const struct value_key *name = &look->name;
	struct value found = { 0 };
	struct err *e;

	if (look->dynamic) {
		key = (struct value){ 0 };
		e = expression_eval(look->dynamic, c, &key);
		if (e)
			return e;
		if (key.kind == VALUE_STRING) {
			computed = value_key_of(key.string);
			name = &computed;
		}
	}
	/* NOLINTNEXTLINE(clang-analyzer-core.CallAndMessage) */
	if (!value_lookup(context_reader(c), *v, key, name, look->dotted,
			  &found) &&
	    strict_variables(c))
		return undefined(c, value_text(context_reader(c), key));
	*v = found;
	return NULL;
}

static fallible eval_variable(const struct expression *e, struct context *c,
			      struct value *ret)
{
	const struct value_key *name = &e->variable.name;
	struct value_key computed;
	struct value v = { 0 };
	struct err *err;

	if (e->variable.dynamic) {
		err = expression_eval(e->variable.dynamic, c, &v);
		if (err)
			return err;
		computed = value_key_of(value_text(context_reader(c), v));
		name = &computed;
		v = (struct value){ 0 };
	}
	if (!context_get(c, name, &v) && strict_variables(c))
		return undefined(c, name->name);
	for (size_t i = 0; i < e->variable.len; i++) {
		if (v.kind == VALUE_NIL && !strict_variables(c))
			break;
		err = step(&e->variable.lookups[i], c, &v);
		if (err)
			return err;
	}
	*ret = v;
	return NULL;
}

static fallible eval_end(const struct expression *e, struct context *c,
			 int64_t *ret)
{
	struct value v;
	struct err *err = expression_eval(e, c, &v);

	if (err)
		return err;
	if (v.kind == VALUE_INT || v.kind == VALUE_NIL ||
	    v.kind == VALUE_STRING || v.kind == VALUE_FLOAT)
		*ret = number_to_i(v);
	else if (!number_to_integer(context_reader(c), v, ret))
		return context_error(c, "invalid integer");
	return NULL;
}

static fallible eval_range(const struct expression *e, struct context *c,
			   struct value *ret)
{
	struct value v = { .kind = VALUE_RANGE };
	struct err *err;

	err = eval_end(e->range.first, c, &v.range.first);
	if (!err)
		err = eval_end(e->range.last, c, &v.range.last);
	*ret = v;
	return err;
}

/* Ruby's words for a call with too few or too many arguments. */
static fallible check_count(const struct context *c, const struct filter *f,
			    size_t given)
{
	if (given < f->args_min ||
	    (f->args_max != FILTER_MANY && given > f->args_max)) {
		if (f->args_min == f->args_max)
			return context_error(c,
					     "wrong number of arguments "
					     "(given %zu, expected %d)",
					     given + 1, f->args_min + 1);
		return context_error(c,
				     "wrong number of arguments (given %zu, "
				     "expected %d..%d)",
				     given + 1, f->args_min + 1,
				     f->args_max + 1);
	}
	return NULL;
}

static fallible apply(const struct filter_link *link, struct context *c,
		      struct value *args, struct value_entry *named,
		      struct value *v)
{
	struct filter_call call = {
		.context = c,
		.reader = context_reader(c),
		.input = *v,
		.args = args,
		.args_len = link->args_len,
		.named = named,
		.named_len = link->named_len,
	};
	struct value result = { 0 };
	struct err *e;

	for (size_t i = 0; i < link->args_len; i++) {
		e = expression_eval(link->args[i], c, &args[i]);
		if (e)
			return e;
	}
	for (size_t i = 0; i < link->named_len; i++) {
		named[i].key = link->named[i].name;
		e = expression_eval(link->named[i].value, c, &named[i].value);
		if (e)
			return e;
	}
	e = check_count(c, link->filter,
			link->args_len + (link->named_len > 0));
	if (!e)
		e = link->filter->apply(&call, &result);
	if (!e)
		e = take_ptr(&call.reader->err);
	*v = result;
	return e;
}

/* There is no such filter. */
static fallible pass_over(const struct filter_link *link,
			  const struct context *c)
{
	const struct dialect *d = context_dialect(c);
	struct nearest near = nearest_to(link->name);
	auto_free char *hint = NULL;

	if (!dialect_config(d)->strict_filters)
		return NULL;
	dialect_try_filters(d, &near);
	hint = nearest_hint(&near);
	return err_suggest(err_new_in(context_place(c), &LIQUID_UNDEFINED,
				      "undefined filter %.*s",
				      STR_FMT(link->name)),
			   hint);
}

static fallible eval_link(const struct filter_link *link, struct context *c,
			  struct value *v)
{
	struct value few[FEW];
	struct value *args = few;
	struct value_entry *named = NULL;

	if (!link->filter)
		return pass_over(link, c);
	if (link->args_len > FEW)
		args = arena_alloc_array(context_arena(c), link->args_len,
					 sizeof(*args));
	if (link->named_len)
		named = arena_alloc_array(context_arena(c), link->named_len,
					  sizeof(*named));
	return apply(link, c, args, named, v);
}

static fallible eval_filtered(const struct expression *e, struct context *c,
			      struct value *ret)
{
	struct value v;
	struct err *err = expression_eval(e->filtered.input, c, &v);

	for (size_t i = 0; !err && i < e->filtered.len; i++)
		err = eval_link(&e->filtered.links[i], c, &v);
	*ret = v;
	return err;
}

fallible expression_eval(const struct expression *e, struct context *c,
			 struct value *ret)
{
	struct err *err;
	bool truth = false;

	switch (e->kind) {
	case EXPRESSION_LITERAL:
		*ret = e->literal;
		if (ret->kind == VALUE_EMPTY || ret->kind == VALUE_BLANK)
			*ret = value_of_str(str_of(""));
		return NULL;
	case EXPRESSION_VARIABLE:
		return eval_variable(e, c, ret);
	case EXPRESSION_RANGE:
		return eval_range(e, c, ret);
	case EXPRESSION_FILTERED:
		return eval_filtered(e, c, ret);
	default:
		err = expression_eval_condition(e, c, &truth);
		*ret = value_of_bool(truth);
		return err;
	}
}
