/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <ctype.h>
#include <stdlib.h>

#include "lib/cleanup.h"
#include "lib/mem.h"
#include "render/liquid/expression_tree.h"
#include "render/liquid/fragment.h"
#include "render/liquid/number.h"
#include "render/liquid/parser.h"
#include "render/liquid/value_read.h"

#define MAX_DEPTH 20 /* of brackets in brackets; what is deeper is nil */

static const struct expression *lax_value(struct parser *p, struct str markup,
					  unsigned depth);

static const struct expression *literal(struct parser *p, struct str markup,
					struct value v)
{
	struct expression *e =
		expression_make(p, EXPRESSION_LITERAL, markup.data);

	e->literal = v;
	return e;
}

/* Digits, or digits and points; a sign before them. */
static bool is_number(struct str s, bool points)
{
	size_t i = s.len && s.data[0] == '-';

	if (i == s.len || !isdigit((unsigned char)s.data[i]))
		return false;
	for (; i < s.len; i++)
		if (!isdigit((unsigned char)s.data[i]) &&
		    !(points && s.data[i] == '.'))
			return false;
	return true;
}

static struct value number(struct parser *p, struct str s)
{
	struct arena *a = parser_arena(p);

	if (is_number(s, false))
		return number_int_value(a, decimal_of_text(a, s));
	return value_of_float(strtod(arena_strdup(a, s), NULL));
}

/* "(a..b)": the last ".." counts, and neither side has white space in it. */
static bool split_range(struct str s, struct str *ret_first,
			struct str *ret_last)
{
	if (s.len < 2 || s.data[0] != '(' || s.data[s.len - 1] != ')')
		return false;
	s = str_n(s.data + 1, s.len - 2);
	for (size_t i = s.len; i-- > 1;) {
		if (s.data[i] != '.' || s.data[i - 1] != '.')
			continue;
		*ret_first = str_trim(str_n(s.data, i - 1));
		*ret_last = str_trim(str_from(s, i + 1));
		return ret_first->len && ret_last->len;
	}
	return false;
}

/* Length of the "[...]" @s begins with, brackets inside counted; what is empty
 * is none. */
static size_t bracket_length(struct str s)
{
	size_t depth = 0;

	if (str_starts(s, "[]"))
		return 0;
	for (size_t i = 0; i < s.len; i++) {
		depth += s.data[i] == '[';
		depth -= s.data[i] == ']';
		if (!depth)
			return i + 1;
	}
	return 0;
}

static size_t segment_length(struct str s)
{
	size_t len = 0;

	while (len < s.len &&
	       (fragment_is_word(s.data[len]) || s.data[len] == '-'))
		len++;
	if (len && len < s.len && s.data[len] == '?')
		len++;
	return len;
}

/* Take the first name or bracket, and what stands before it. */
static bool take_segment(struct str *rest, struct str *ret)
{
	bool closes = rest->len && memchr(rest->data, ']', rest->len);

	for (; rest->len; *rest = str_from(*rest, 1)) {
		size_t len = rest->data[0] != '[' ? segment_length(*rest)
			     : closes             ? bracket_length(*rest)
						  : 0;

		closes = closes && (len || rest->data[0] != '[');
		if (len) {
			*ret = str_n(rest->data, len);
			*rest = str_from(*rest, len);
			return true;
		}
	}
	return false;
}

static struct lookup lax_lookup(struct parser *p, struct str segment,
				unsigned depth)
{
	struct lookup look = { .dotted = segment.data[0] != '[' };
	const struct expression *inside;

	if (look.dotted) {
		look.constant = value_of_str(segment);
		look.name = value_key_of(segment);
		return look;
	}
	inside = lax_value(p, str_n(segment.data + 1, segment.len - 2),
			   depth + 1);
	if (!expression_literal(inside, &look.constant))
		look.dynamic = inside;
	else if (look.constant.kind == VALUE_STRING)
		look.name = value_key_of(look.constant.string);
	return look;
}

static const struct expression *lax_variable(struct parser *p,
					     struct str markup, unsigned depth)
{
	auto_free struct lookup *lookups = NULL;
	size_t len = 0, cap = 0;
	struct expression *e =
		expression_make(p, EXPRESSION_VARIABLE, markup.data);
	struct str segment;

	if (!take_segment(&markup, &segment))
		return e;
	if (segment.data[0] == '[')
		e->variable.dynamic = lax_value(
			p, str_n(segment.data + 1, segment.len - 2), depth + 1);
	else
		e->variable.name = value_key_of(segment);
	while (take_segment(&markup, &segment)) {
		lookups = mem_grow(lookups, len, &cap, sizeof(*lookups));
		lookups[len++] = lax_lookup(p, segment, depth);
	}
	e->variable.lookups =
		arena_alloc_array(parser_arena(p), len, sizeof(*lookups));
	if (len)
		memcpy(e->variable.lookups, lookups, len * sizeof(*lookups));
	e->variable.len = len;
	return e;
}

static const struct expression *lax_range(struct parser *p, struct str markup,
					  struct str first, struct str last,
					  unsigned depth)
{
	struct expression *e =
		expression_make(p, EXPRESSION_RANGE, markup.data);

	e->range.first = lax_value(p, first, depth + 1);
	e->range.last = lax_value(p, last, depth + 1);
	return e;
}

static const struct expression *lax_value(struct parser *p, struct str markup,
					  unsigned depth)
{
	struct str s = str_trim(markup), first, last;
	struct value word = { 0 };

	if (!s.len || depth == MAX_DEPTH)
		return literal(p, markup, word);
	if ((s.data[0] == '"' || s.data[0] == '\'') &&
	    s.data[s.len - 1] == s.data[0])
		return literal(p, s,
			       value_of_str(str_n(s.data + 1,
						  s.len > 1 ? s.len - 2 : 0)));
	if (split_range(s, &first, &last))
		return lax_range(p, s, first, last, depth);
	if (is_number(s, true))
		return literal(p, s, number(p, s));
	if (expression_word(s, &word))
		return literal(p, s, word);
	return lax_variable(p, s, depth);
}

const struct expression *expression_lax_value(struct parser *p,
					      struct str markup)
{
	return lax_value(p, markup, 0);
}
