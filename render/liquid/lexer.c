/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/liquid/lexer.h"

#include <ctype.h>

static bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_name_start(char c)
{
	return isalpha((unsigned char)c) || c == '_';
}

static bool is_name(char c)
{
	return is_name_start(c) || is_digit(c) || c == '-';
}

/* Each returns the length of its token at @p, 0 when it is not there. */

static size_t scan_comparison(const char *p, const char *end)
{
	static const char *const operators[] = {
		"==", "!=", "<>", "<=", ">=", "<", ">",
	};
	struct str s = str_n(p, (size_t)(end - p));

	for (size_t i = 0; i < sizeof(operators) / sizeof(*operators); i++)
		if (str_starts(s, operators[i]))
			return strlen(operators[i]);
	if (str_starts(s, "contains") && s.len > 8 && is_space(s.data[8]))
		return 8;
	return 0;
}

static size_t scan_string(const char *p, const char *end)
{
	const char *close;

	if (*p != '"' && *p != '\'')
		return 0;
	close = memchr(p + 1, *p, (size_t)(end - p - 1));
	return close ? (size_t)(close - p) + 1 : 0;
}

static size_t scan_number(const char *p, const char *end)
{
	const char *q = p + (*p == '-');

	if (q == end || !is_digit(*q))
		return 0;
	while (q < end && is_digit(*q))
		q++;
	if (end - q > 1 && *q == '.' && is_digit(q[1])) {
		q++;
		while (q < end && is_digit(*q))
			q++;
	}
	return (size_t)(q - p);
}

static size_t scan_name(const char *p, const char *end)
{
	const char *q = p;

	if (!is_name_start(*p))
		return 0;
	while (q < end && is_name(*q))
		q++;
	if (q < end && *q == '?')
		q++;
	return (size_t)(q - p);
}

static size_t scan_dots(const char *p, const char *end)
{
	return end - p > 1 && p[0] == '.' && p[1] == '.' ? 2 : 0;
}

static enum token_kind special(char c)
{
	static const struct {
		char c;
		enum token_kind kind;
	} specials[] = {
		{ '|', TOKEN_PIPE },        { '.', TOKEN_DOT },
		{ ':', TOKEN_COLON },       { ',', TOKEN_COMMA },
		{ '[', TOKEN_OPEN_SQUARE }, { ']', TOKEN_CLOSE_SQUARE },
		{ '(', TOKEN_OPEN_ROUND },  { ')', TOKEN_CLOSE_ROUND },
		{ '?', TOKEN_QUESTION },    { '-', TOKEN_DASH },
		{ '=', TOKEN_ASSIGN },
	};

	for (size_t i = 0; i < sizeof(specials) / sizeof(*specials); i++)
		if (specials[i].c == c)
			return specials[i].kind;
	return TOKEN_OTHER;
}

static void read_token(const char *p, const char *end, struct token *t)
{
	static const struct {
		size_t (*scan)(const char *p, const char *end);
		enum token_kind kind;
	} scanners[] = {
		{ scan_comparison, TOKEN_COMPARISON },
		{ scan_string, TOKEN_STRING },
		{ scan_number, TOKEN_NUMBER },
		{ scan_name, TOKEN_NAME },
		{ scan_dots, TOKEN_DOTS },
	};

	for (size_t i = 0; i < sizeof(scanners) / sizeof(*scanners); i++) {
		size_t len = scanners[i].scan(p, end);

		if (len) {
			t->kind = scanners[i].kind;
			t->text = str_n(p, len);
			return;
		}
	}
	t->kind = special(*p);
	t->text = str_n(p, 1);
}

void lexer_next(struct lexer *l)
{
	const char *p = l->next;

	while (p < l->end && is_space(*p))
		p++;
	l->token = (struct token){ .at = p, .spaced = p > l->next };
	if (p < l->end)
		read_token(p, l->end, &l->token);
	else
		l->token.text = str_n(p, 0);
	l->next = p + l->token.text.len;
	if (l->token.kind == TOKEN_STRING)
		l->token.text = str_n(p + 1, l->token.text.len - 2);
}

void lexer_init(struct lexer *l, struct str markup)
{
	l->next = markup.data;
	l->end = markup.data + markup.len;
	lexer_next(l);
}

bool lexer_accept(struct lexer *l, enum token_kind kind, struct str *ret_text)
{
	if (l->token.kind != kind)
		return false;
	if (ret_text)
		*ret_text = l->token.text;
	lexer_next(l);
	return true;
}

bool lexer_accept_word(struct lexer *l, const char *word)
{
	if (l->token.kind != TOKEN_NAME || !str_is(l->token.text, word))
		return false;
	lexer_next(l);
	return true;
}

struct str lexer_rest(const struct lexer *l)
{
	return str_n(l->token.at, (size_t)(l->end - l->token.at));
}
