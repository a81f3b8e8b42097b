/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Reads a template. This is what a tag's parse() has to work with.
 */
#pragma once

#include "render/liquid/dialect.h"
#include "render/liquid/expression.h"
#include "render/liquid/lexer.h"
#include "render/liquid/template.h"

struct block;
struct parser;

/* Where what a template keeps is made. */
struct arena *parser_arena(struct parser *p);

const struct dialect *parser_dialect(const struct parser *p);
const struct template *parser_template(const struct parser *p);

/* The file, line and column of @at, a byte of the template's text. */
struct err_place parser_place(const struct parser *p, const char *at);

/* A LIQUID_SYNTAX error at @at. */
__attribute__((warn_unused_result, format(printf, 3, 4))) struct err *
parser_error(const struct parser *p, const char *at, const char *fmt, ...);

/* Is the error one that lax parsing may try to do without? Drops @e then. */
bool parser_may_retry(const struct parser *p, struct err *e);

/* An error unless the markup was read to its end. */
fallible parser_expect_end(const struct parser *p, const struct lexer *l);

/* Enter and leave what may contain itself; LIQUID_LIMIT when too deep. */
fallible parser_descend(struct parser *p, const char *at);
void parser_ascend(struct parser *p);

/*
 * What stands between the tag being parsed and the first of the tags in @ends
 * (NULL-terminated) on the same level. *@ret_end is that tag, by whose name the
 * caller knows whether the block goes on. LIQUID_SYNTAX when it is missing.
 */
fallible parser_block(struct parser *p, const struct tag_markup *m,
		      const char *const *ends, struct block **ret,
		      struct tag_markup *ret_end);

/* Everything up to the tag @end as written; nothing in it is looked at. */
fallible parser_raw(struct parser *p, const struct tag_markup *m,
		    const char *end, struct str *ret);

/* Skip everything up to the tag @end that matches, counting tags called like
 * @m, and not looking into {% raw %}. */
fallible parser_skip(struct parser *p, const struct tag_markup *m,
		     const char *end);

/* The markup read as lines that are each a tag, as {% liquid %} has them. */
fallible parser_lines(struct parser *p, const struct tag_markup *m,
		      struct block **ret);

/* Can the block print nothing but white space? */
bool block_is_blank(const struct block *b);

/* Make a blank block print nothing at all. */
void block_drop_text(struct block *b);

/* Parse @t->text into @t->body. */
fallible parser_run(struct template *t, struct arena *a);
