/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdlib.h>

#include "lib/cleanup.h"
#include "lib/mem.h"
#include "render/liquid/expression_tree.h"
#include "render/liquid/fragment.h"
#include "render/liquid/parser.h"
#include "render/liquid/value_read.h"

/* Take "name:" from the front of @s if a fragment follows it. */
static bool take_name(struct str *s, struct str *ret)
{
	struct str rest = *s, name, value;

	if (!s->len || !fragment_is_word(s->data[0]) ||
	    !fragment_take_attribute(&rest, &name, &value) ||
	    name.data != s->data)
		return false;
	*ret = name;
	*s = str_from(*s, (size_t)(value.data - s->data));
	return true;
}

/* Take the first argument, and what stands before its ":" or ",". */
static bool take_argument(struct parser *p, struct str *rest,
			  struct filter_arguments *a)
{
	for (; rest->len; *rest = str_from(*rest, 1)) {
		struct str after = str_from(*rest, 1), name;
		const struct expression *value;
		bool named;
		size_t len;

		if (rest->data[0] != ':' && rest->data[0] != ',')
			continue;
		after = fragment_skip_space(after);
		named = take_name(&after, &name);
		len = fragment_length(after);
		if (!len)
			continue;
		value = expression_lax_value(p, str_n(after.data, len));
		*rest = str_from(after, len);
		filter_arguments_add(a, named ? &name : NULL, value);
		return true;
	}
	return false;
}

/* A filter from what stands between two bars; false when it has no name. What
 * looks like an argument counts even before the name. */
static bool lax_link(struct parser *p, struct str s, struct filter_link *ret)
{
	auto_filter_arguments struct filter_arguments a = { 0 };
	struct str name = s;
	size_t len = 0;

	while (name.len && !fragment_is_word(name.data[0]))
		name = str_from(name, 1);
	while (len < name.len && fragment_is_word(name.data[len]))
		len++;
	if (!len)
		return false;
	while (take_argument(p, &s, &a))
		;
	*ret = expression_link(p, str_n(name.data, len), &a);
	return true;
}

/* Take everything up to a bar, or to a quote mark that is not closed. */
static struct str take_piece(struct str *rest)
{
	struct str s = *rest;
	size_t len = 0;

	while (len < s.len) {
		size_t step = fragment_length(str_from(s, len));

		if (!step && strchr("|'\"", s.data[len]))
			break;
		len += step ? step : 1;
	}
	*rest = str_from(s, len < s.len ? len + 1 : len);
	return str_n(s.data, len);
}

const struct expression *expression_lax_filtered(struct parser *p,
						 struct str markup)
{
	auto_free struct filter_link *links = NULL;
	size_t len = 0, cap = 0;
	struct expression *chain =
		expression_make(p, EXPRESSION_FILTERED, markup.data);
	struct str input;

	if (!fragment_take(&markup, &input))
		return expression_lax_value(p, str_n(markup.data, 0));
	chain->filtered.input = expression_lax_value(p, input);
	markup = str_from(markup, str_find_char(markup, '|'));
	while (markup.len) {
		struct str piece = take_piece(&markup);

		links = mem_grow(links, len, &cap, sizeof(*links));
		len += lax_link(p, piece, &links[len]);
	}
	chain->filtered.links =
		arena_copy(parser_arena(p), links, len, sizeof(*links));
	chain->filtered.len = len;
	return chain;
}

/* "and" or "or" at the beginning of @s, as a word of its own. */
static bool is_junction(struct str s, enum expression_kind *ret, size_t *len)
{
	*len = str_starts(s, "and") ? 3 : 2;
	*ret = *len == 3 ? EXPRESSION_AND : EXPRESSION_OR;
	if (*len == 2 && !str_starts(s, "or"))
		return false;
	return s.len == *len || !fragment_is_word(s.data[*len]);
}

/* Take everything up to a junction, which is taken too. */
static struct str take_operand(struct str *rest, enum expression_kind *ret,
			       bool *ret_more)
{
	struct str s = *rest;
	size_t len = 0, word = 0;

	*ret_more = false;
	while (len < s.len) {
		struct str here = str_from(s, len);
		size_t step;

		if ((!len || fragment_skip_space(here).len != here.len ||
		     strchr(" \t\r\n\v\f", s.data[len - 1])) &&
		    is_junction(here, ret, &word)) {
			*ret_more = true;
			break;
		}
		step = fragment_run_length(here);
		len += step ? step : 1;
	}
	*rest = str_from(s, *ret_more ? len + word : len);
	return str_n(s.data, len);
}

static size_t operator_length(struct str s)
{
	size_t len = 0;

	while (len < s.len && s.data[len] &&
	       (strchr("=!<>_", s.data[len]) ||
		(s.data[len] >= 'a' && s.data[len] <= 'z')))
		len++;
	return len;
}

/* "a", "a op b": what else there is counts for nothing. */
static bool lax_comparison(struct parser *p, struct str s,
			   const struct expression **ret)
{
	struct expression *pair;
	struct str left, right = { 0 };
	size_t len;

	if (!fragment_take(&s, &left))
		return false;
	*ret = expression_lax_value(p, left);
	s = fragment_skip_space(s);
	len = operator_length(s);
	if (!len)
		return true;
	pair = expression_make(p, EXPRESSION_COMPARISON, left.data);
	pair->pair.operator= str_n(s.data, len);
	pair->pair.how = expression_comparison(pair->pair.operator);
	pair->pair.left = *ret;
	s = fragment_skip_space(str_from(s, len));
	right = str_n(s.data, fragment_length(s));
	pair->pair.right = expression_lax_value(p, right);
	*ret = pair;
	return true;
}

fallible expression_lax_condition(struct parser *p, struct str markup,
				  const struct expression **ret)
{
	const struct expression **place = ret;
	const char *at = markup.data;
	enum expression_kind kind;
	bool more;

	for (;;) {
		struct str operand = take_operand(&markup, &kind, &more);
		struct expression *junction;

		if (!lax_comparison(p, operand, place))
			return parser_error(p, at, "expected a condition");
		if (!more)
			return NULL;
		junction = expression_make(p, kind, operand.data);
		junction->pair.left = *place;
		*place = junction;
		place = &junction->pair.right;
	}
}
