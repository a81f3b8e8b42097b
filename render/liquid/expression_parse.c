/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <assert.h>
#include <stdlib.h>

#include "lib/cleanup.h"
#include "lib/mem.h"
#include "render/liquid/expression_tree.h"
#include "render/liquid/number.h"
#include "render/liquid/parser.h"
#include "render/liquid/value_read.h"

struct expression *expression_make(struct parser *p, enum expression_kind kind,
				   const char *at)
{
	struct expression *e = arena_alloc(parser_arena(p), sizeof(*e));

	e->kind = kind;
	e->at = at;
	return e;
}

bool expression_word(struct str name, struct value *ret)
{
	static const struct {
		const char *name;
		struct value value;
	} words[] = {
		{ "nil", { .kind = VALUE_NIL } },
		{ "null", { .kind = VALUE_NIL } },
		{ "true", { .kind = VALUE_BOOL, .boolean = true } },
		{ "false", { .kind = VALUE_BOOL, .boolean = false } },
		{ "blank", { .kind = VALUE_BLANK } },
		{ "empty", { .kind = VALUE_EMPTY } },
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		if (str_is(name, words[i].name)) {
			*ret = words[i].value;
			return true;
		}
	}
	return false;
}

enum comparison expression_comparison(struct str operator)
{
	static const struct {
		const char *text;
		enum comparison how;
	} all[] = {
		{ "==", COMPARISON_EQUAL },
		{ "!=", COMPARISON_UNEQUAL },
		{ "<>", COMPARISON_UNEQUAL },
		{ "<", COMPARISON_LESS },
		{ "<=", COMPARISON_LESS_OR_EQUAL },
		{ ">", COMPARISON_GREATER },
		{ ">=", COMPARISON_GREATER_OR_EQUAL },
		{ "contains", COMPARISON_CONTAINS },
	};

	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++)
		if (str_is(operator, all[i].text))
			return all[i].how;
	return COMPARISON_UNKNOWN;
}

bool expression_literal(const struct expression *e, struct value *ret)
{
	if (e->kind != EXPRESSION_LITERAL)
		return false;
	*ret = e->literal;
	return true;
}

static struct expression *literal(struct parser *p, const char *at,
				  struct value v)
{
	struct expression *e = expression_make(p, EXPRESSION_LITERAL, at);

	e->literal = v;
	return e;
}

static struct value number_literal(struct parser *p, struct str text)
{
	struct arena *a = parser_arena(p);

	if (str_find_char(text, '.') == text.len)
		return number_int_value(a, decimal_of_text(a, text));
	return value_of_float(strtod(arena_strdup(a, text), NULL));
}

static fallible expect(struct parser *p, struct lexer *l, enum token_kind kind,
		       const char *what)
{
	if (lexer_accept(l, kind, NULL))
		return NULL;
	if (l->token.kind == TOKEN_END)
		return parser_error(p, l->token.at, "expected %s", what);
	return parser_error(p, l->token.at, "expected %s, not '%.*s'", what,
			    STR_FMT(l->token.text));
}

static void set_lookup(struct lookup *look, const struct expression *e)
{
	if (!expression_literal(e, &look->constant)) {
		look->dynamic = e;
		return;
	}
	if (look->constant.kind == VALUE_STRING)
		look->name = value_key_of(look->constant.string);
}

static fallible parse_lookup(struct parser *p, struct lexer *l,
			     struct lookup *ret)
{
	const struct expression *e = NULL;
	struct str name;
	struct err *err;

	if (lexer_accept(l, TOKEN_OPEN_SQUARE, NULL)) {
		err = expression_parse(p, l, &e);
		if (err)
			return err;
		assert(e);
		set_lookup(ret, e);
		return expect(p, l, TOKEN_CLOSE_SQUARE, "']'");
	}
	lexer_next(l);
	name = l->token.text;
	err = expect(p, l, TOKEN_NAME, "a name after '.'");
	if (err)
		return err;
	ret->dotted = true;
	ret->constant = value_of_str(name);
	ret->name = value_key_of(name);
	return NULL;
}

static fallible parse_lookups(struct parser *p, struct lexer *l,
			      struct expression *e)
{
	auto_free struct lookup *lookups = NULL;
	size_t len = 0, cap = 0;
	struct err *err;

	while (l->token.kind == TOKEN_DOT ||
	       l->token.kind == TOKEN_OPEN_SQUARE) {
		struct lookup look = { 0 };

		err = parse_lookup(p, l, &look);
		if (err)
			return err;
		lookups = mem_grow(lookups, len, &cap, sizeof(*lookups));
		lookups[len++] = look;
	}
	e->variable.lookups =
		arena_copy(parser_arena(p), lookups, len, sizeof(*lookups));
	e->variable.len = len;
	return NULL;
}

static fallible parse_variable(struct parser *p, struct lexer *l,
			       const struct expression **ret)
{
	struct expression *e =
		expression_make(p, EXPRESSION_VARIABLE, l->token.at);
	struct value word;
	struct str name;
	struct err *err;

	(void)lexer_accept(l, TOKEN_NAME, &name);
	e->variable.name = value_key_of(name);
	err = parse_lookups(p, l, e);
	if (err)
		return err;
	*ret = e;
	if (!e->variable.len && expression_word(name, &word))
		*ret = literal(p, e->at, word);
	return NULL;
}

/* [x].y, where x is the name of a variable. */
static fallible parse_dynamic(struct parser *p, struct lexer *l,
			      const struct expression **ret)
{
	struct expression *e =
		expression_make(p, EXPRESSION_VARIABLE, l->token.at);
	struct value name;
	struct err *err;

	lexer_next(l);
	err = expression_parse(p, l, &e->variable.dynamic);
	if (err)
		return err;
	if (expression_literal(e->variable.dynamic, &name) &&
	    name.kind == VALUE_STRING) {
		e->variable.name = value_key_of(name.string);
		e->variable.dynamic = NULL;
	}
	err = expect(p, l, TOKEN_CLOSE_SQUARE, "']'");
	if (err)
		return err;
	*ret = e;
	return parse_lookups(p, l, e);
}

static fallible parse_range(struct parser *p, struct lexer *l,
			    const struct expression **ret)
{
	struct expression *e =
		expression_make(p, EXPRESSION_RANGE, l->token.at);
	struct err *err;

	lexer_next(l);
	err = expression_parse(p, l, &e->range.first);
	if (!err)
		err = expect(p, l, TOKEN_DOTS, "'..'");
	if (!err)
		err = expression_parse(p, l, &e->range.last);
	if (!err)
		err = expect(p, l, TOKEN_CLOSE_ROUND, "')'");
	*ret = e;
	return err;
}

static fallible parse_token(struct parser *p, struct lexer *l,
			    const struct expression **ret)
{
	struct token t = l->token;

	if (t.kind == TOKEN_NAME)
		return parse_variable(p, l, ret);
	if (t.kind == TOKEN_OPEN_SQUARE)
		return parse_dynamic(p, l, ret);
	if (t.kind == TOKEN_OPEN_ROUND)
		return parse_range(p, l, ret);
	if (t.kind == TOKEN_STRING)
		*ret = literal(p, t.at, value_of_str(t.text));
	else if (t.kind == TOKEN_NUMBER)
		*ret = literal(p, t.at, number_literal(p, t.text));
	else if (t.kind == TOKEN_END)
		return parser_error(p, t.at, "expected a value");
	else
		return parser_error(p, t.at, "expected a value, not '%.*s'",
				    STR_FMT(t.text));
	lexer_next(l);
	return NULL;
}

fallible expression_parse(struct parser *p, struct lexer *l,
			  const struct expression **ret)
{
	struct err *e = parser_descend(p, l->token.at);

	if (e)
		return e;
	e = parse_token(p, l, ret);
	parser_ascend(p);
	return e;
}

fallible expression_parse_value(struct parser *p, struct str markup,
				const struct expression **ret)
{
	struct lexer l;
	struct err *e;

	lexer_init(&l, markup);
	e = expression_parse(p, &l, ret);
	if (!e)
		e = parser_expect_end(p, &l);
	if (!e || !parser_may_retry(p, e))
		return e;
	*ret = expression_lax_value(p, markup);
	return NULL;
}

static fallible parse_argument(struct parser *p, struct lexer *l,
			       struct filter_arguments *a)
{
	struct lexer ahead = *l;
	const struct expression *value;
	struct str name;
	bool named = lexer_accept(&ahead, TOKEN_NAME, &name) &&
		     lexer_accept(&ahead, TOKEN_COLON, NULL);
	struct err *e;

	if (named)
		*l = ahead;
	e = expression_parse(p, l, &value);
	if (e)
		return e;
	filter_arguments_add(a, named ? &name : NULL, value);
	return NULL;
}

static fallible parse_link(struct parser *p, struct lexer *l,
			   struct filter_link *ret)
{
	auto_filter_arguments struct filter_arguments a = { 0 };
	struct str name = l->token.text;
	struct err *e;

	e = expect(p, l, TOKEN_NAME, "the name of a filter");
	if (!e && lexer_accept(l, TOKEN_COLON, NULL)) {
		do {
			e = parse_argument(p, l, &a);
		} while (!e && lexer_accept(l, TOKEN_COMMA, NULL));
	}
	if (e)
		return e;
	*ret = expression_link(p, name, &a);
	return NULL;
}

static fallible parse_chain(struct parser *p, struct lexer *l,
			    const struct expression **ret)
{
	auto_free struct filter_link *links = NULL;
	size_t len = 0, cap = 0;
	struct expression *chain;
	struct err *e;

	e = expression_parse(p, l, ret);
	if (e)
		return e;
	while (lexer_accept(l, TOKEN_PIPE, NULL)) {
		links = mem_grow(links, len, &cap, sizeof(*links));
		e = parse_link(p, l, &links[len]);
		if (e)
			return e;
		len++;
	}
	if (!len)
		return parser_expect_end(p, l);
	chain = expression_make(p, EXPRESSION_FILTERED, (*ret)->at);
	chain->filtered.input = *ret;
	chain->filtered.links =
		arena_copy(parser_arena(p), links, len, sizeof(*links));
	chain->filtered.len = len;
	*ret = chain;
	return parser_expect_end(p, l);
}

fallible expression_parse_filtered(struct parser *p, struct str markup,
				   const struct expression **ret)
{
	struct lexer l;
	struct err *e;

	lexer_init(&l, markup);
	if (l.token.kind == TOKEN_END) {
		*ret = literal(p, markup.data, (struct value){ 0 });
		return NULL;
	}
	e = parse_chain(p, &l, ret);
	if (!e || !parser_may_retry(p, e))
		return e;
	*ret = expression_lax_filtered(p, markup);
	return NULL;
}
