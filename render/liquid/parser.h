/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Reads a template. This is what a tag's parse() has to work with.
 */
#pragma once

#include "render/liquid/dialect.h"
#include "render/liquid/expression.h"
#include "render/liquid/lexer.h"

struct block;

/* Where what a template keeps is made. */
struct arena *parser_arena(struct parser *p);

const struct dialect *parser_dialect(const struct parser *p);

/* The name the template was given. */
const char *parser_template_name(const struct parser *p);

/* The file, line and column of @at, a byte of the template's text. */
struct err_place parser_place(const struct parser *p, const char *at);

/* A LIQUID_SYNTAX error at @at. */
__attribute__((warn_unused_result, format(printf, 3, 4))) struct err *
parser_error(const struct parser *p, const char *at, const char *fmt, ...);

/*
 * What stands between the tag being parsed and the first of the tags in @ends
 * (NULL-terminated) on the same level. *@ret_end is that tag, by whose name the
 * caller knows whether the block goes on. LIQUID_SYNTAX when it is missing.
 */
fallible parser_block(struct parser *p, const struct tag_markup *m,
		      const char *const *ends, const struct block **ret,
		      struct tag_markup *ret_end);

/* The text up to tag @end, unread, without what its "-" cuts off. */
fallible parser_raw(struct parser *p, const struct tag_markup *m,
		    const char *end, struct str *ret);

/* Can the block print anything but white space? */
bool block_is_blank(const struct block *b);
