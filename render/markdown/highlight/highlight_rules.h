/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which class a token gets: by the kind of its node in the syntax tree, the
 * kinds of the nodes around that, and its text. The tables are made at build
 * time of languages/NAME.rules, whose form languages/README.md tells.
 */
#pragma once

#include <stdint.h>

#include "render/markdown/highlight/highlight_spans.h"

/* What must hold of a token's text. */
enum highlight_test {
	HIGHLIGHT_ALWAYS,
	HIGHLIGHT_WORD,    /* is in list @value */
	HIGHLIGHT_BEGINS,  /* begins with string @value */
	HIGHLIGHT_BEFORE,  /* then comes one of the bytes of string @value */
	HIGHLIGHT_AFTER,   /* one of those came before */
	HIGHLIGHT_CAPITAL, /* begins with an upper-case letter */
	HIGHLIGHT_UPPER,   /* has upper-case letters and none of lower case */
};

struct highlight_condition {
	uint8_t test; /* enum highlight_test */
	bool negated;
	uint16_t value;
};

#define HIGHLIGHT_MAX_CONDITIONS 2

struct highlight_rule {
	uint16_t parent; /* kinds of nodes; 0: any */
	uint16_t grandparent;
	struct token_class class;
	bool number;       /* how the number is written tells the class */
	bool whole;        /* whatever is inside the node */
	bool fallback;     /* unless what is around the node has a class */
	uint16_t embedded; /* a language by its name, string @embedded; or 0 */
	struct highlight_condition conditions[HIGHLIGHT_MAX_CONDITIONS];
};

/* In bytewise order. A word is there only if the bit of its length and that
 * of its first byte are set; both count modulo 64. */
struct highlight_words {
	const struct str *words;
	size_t len;
	uint64_t lengths;
	uint64_t firsts;
};

/* Which of 64 bits. */
static inline uint64_t highlight_bit(size_t n)
{
	return UINT64_C(1) << (n % 64);
}

struct TSLanguage;

struct highlight_grammar {
	const char *const *names; /* ends with NULL */
	const struct TSLanguage *(*language)(void);

	/* The rules of kind k are from first[k] to before first[k + 1]; the
	 * first that matches counts. */
	const uint16_t *first;
	const struct highlight_rule *rules;
	size_t kinds;

	const char *const *strings;
	const struct highlight_words *lists;
	const char *prefix; /* goes before code without it; NULL: nothing */
	struct token_class space; /* of white space between tokens */
};

/* Ends with NULL. */
extern const struct highlight_grammar *const highlight_grammars[];

/* Whether the conditions of @r hold for @token, a part of @code. */
bool highlight_rule_holds(const struct highlight_grammar *g,
			  const struct highlight_rule *r, struct str code,
			  struct str token);

/* "mi", "mf", "mh", "mo" or "mb". */
struct token_class highlight_number_class(struct str number);
