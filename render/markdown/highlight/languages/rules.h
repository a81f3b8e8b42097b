/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The rules of one language as read from languages/NAME.rules. For the program
 * that makes the tables.
 */
#pragma once

#include "lib/err.h"
#include "render/markdown/highlight/highlight_rules.h"

struct rules_entry {
	uint16_t kind;
	struct highlight_rule rule;
};

struct rules_list {
	char *name;
	char **words;
	size_t len;
	size_t cap;
};

/* Tokens that are made of @bytes only. */
struct rules_marks {
	struct token_class class;
	char *bytes;
};

/* What a file says. */
struct rules {
	const char *file;
	unsigned line;
	const struct TSLanguage *language;

	char **names;
	size_t names_len;
	size_t names_cap;
	char **strings; /* the first is empty */
	size_t strings_len;
	size_t strings_cap;
	struct rules_list *lists;
	size_t lists_len;
	size_t lists_cap;
	struct rules_marks *marks;
	size_t marks_len;
	size_t marks_cap;
	struct rules_entry *entries;
	size_t entries_len;
	size_t entries_cap;
	char *prefix;
	struct token_class space;
};

void rules_release(struct rules *r);
#define auto_rules __attribute__((cleanup(rules_release)))

/* Read @text, the content of @file. ERR_INPUT with its line. @ret is
 * written in any case. */
fallible rules_read(const char *file, struct str text,
		    const struct TSLanguage *language, struct rules *ret);

/* The class of a token without a rule, by what it is made of. */
struct token_class rules_fallback(const struct rules *r, const char *token);
