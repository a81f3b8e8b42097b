/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The tokens of what stands inside {{ }} and {% %}.
 */
#pragma once

#include <stdbool.h>

#include "lib/str.h"

enum token_kind {
	TOKEN_END,
	TOKEN_NAME,   /* with '-' inside, and '?' at its end */
	TOKEN_STRING, /* text is what is between the quotes */
	TOKEN_NUMBER, /* -12, 3.5 */
	TOKEN_DOT,
	TOKEN_DOTS, /* ".." */
	TOKEN_COMMA,
	TOKEN_COLON,
	TOKEN_PIPE,
	TOKEN_OPEN_ROUND,
	TOKEN_CLOSE_ROUND,
	TOKEN_OPEN_SQUARE,
	TOKEN_CLOSE_SQUARE,
	TOKEN_ASSIGN,     /* "=" */
	TOKEN_COMPARISON, /* == != <> < > <= >= */
	TOKEN_DASH,
	TOKEN_QUESTION,
	TOKEN_OTHER, /* a byte the language has no use for */
};

struct token {
	enum token_kind kind;
	struct str text; /* a view of the source */
	const char *at;  /* its first byte, quotes included */
	bool spaced;     /* white space stands before it */
};

/* Where a reader is in the markup. Copy it to come back later. */
struct lexer {
	const char *next;
	const char *end;
	struct token token; /* the current one */
};

/* Begin at the first token of @markup. */
void lexer_init(struct lexer *l, struct str markup);

/* Step over the current token. */
void lexer_next(struct lexer *l);

/* Step over the current token if it is a @kind; *@ret_text may be NULL. */
bool lexer_accept(struct lexer *l, enum token_kind kind, struct str *ret_text);

/* The same for a name with exactly this text. */
bool lexer_accept_word(struct lexer *l, const char *word);

/* From the current token to the end, as written. */
struct str lexer_rest(const struct lexer *l);
