/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/markdown/highlight/highlight_rules.h"

#include <ctype.h>

static bool is_in(const struct highlight_words *list, struct str token)
{
	size_t low = 0;
	size_t high = list->len;

	if (!token.len || !(list->lengths & highlight_bit(token.len)) ||
	    !(list->firsts & highlight_bit((unsigned char)*token.data)))
		return false;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = str_cmp(token, list->words[middle]);

		if (!order)
			return true;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return false;
}

static bool is_upper(struct str token)
{
	bool any = false;

	for (size_t i = 0; i < token.len; i++) {
		if (islower((unsigned char)token.data[i]))
			return false;
		any = any || isupper((unsigned char)token.data[i]);
	}
	return any;
}

static bool is_among(char c, const char *bytes)
{
	return c && strchr(bytes, c);
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* The first byte after @token that is not blank; 0 at the end. */
static char byte_after(struct str code, struct str token)
{
	size_t i = (size_t)(token.data - code.data) + token.len;

	while (i < code.len && is_blank(code.data[i]))
		i++;
	return i < code.len ? code.data[i] : '\0';
}

static char byte_before(struct str code, struct str token)
{
	size_t i = (size_t)(token.data - code.data);

	while (i && is_blank(code.data[i - 1]))
		i--;
	return i ? code.data[i - 1] : '\0';
}

static bool test(const struct highlight_grammar *g,
		 const struct highlight_condition *c, struct str code,
		 struct str token)
{
	switch ((enum highlight_test)c->test) {
	case HIGHLIGHT_WORD:
		return is_in(&g->lists[c->value], token);
	case HIGHLIGHT_BEGINS:
		return str_starts(token, g->strings[c->value]);
	case HIGHLIGHT_BEFORE:
		return is_among(byte_after(code, token), g->strings[c->value]);
	case HIGHLIGHT_AFTER:
		return is_among(byte_before(code, token), g->strings[c->value]);
	case HIGHLIGHT_CAPITAL:
		return token.len && isupper((unsigned char)token.data[0]);
	case HIGHLIGHT_UPPER:
		return is_upper(token);
	case HIGHLIGHT_ALWAYS:
		break;
	}
	return true;
}

bool highlight_rule_holds(const struct highlight_grammar *g,
			  const struct highlight_rule *r, struct str code,
			  struct str token)
{
	for (size_t i = 0; i < HIGHLIGHT_MAX_CONDITIONS; i++) {
		const struct highlight_condition *c = &r->conditions[i];

		if (!c->test)
			break;
		if (test(g, c, code, token) == c->negated)
			return false;
	}
	return true;
}

static bool has_any(struct str s, const char *bytes)
{
	for (size_t i = 0; i < s.len; i++)
		if (is_among(s.data[i], bytes))
			return true;
	return false;
}

struct token_class highlight_number_class(struct str n)
{
	if (n.len > 1 && n.data[0] == '0') {
		char mark = (char)tolower((unsigned char)n.data[1]);

		if (mark == 'x')
			return (struct token_class){ "mh" };
		if (mark == 'b')
			return (struct token_class){ "mb" };
		if (mark == 'o')
			return (struct token_class){ "mo" };
		if (isdigit((unsigned char)mark) && !has_any(n, ".eE"))
			return (struct token_class){ "mo" };
	}
	if (has_any(n, ".eE"))
		return (struct token_class){ "mf" };
	return (struct token_class){ "mi" };
}
