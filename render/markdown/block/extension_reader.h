/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Reads lines in braces: attribute lists, {::comment}, {::nomarkdown} and
 * {::options}.
 */
#pragma once

#include "render/markdown/block/block_reader.h"

bool extension_reader_read(struct block_reader *r);

/* An extension: {::name attributes}body{:/name}, or {::name attributes /}. */
struct extension {
	struct str name;
	struct str attributes;
	struct str body;
	size_t len;
	bool has_body;
};

/* The extension at the front of @s; of a block, if its tags stand on lines of
 * their own. */
bool extension_reader_parse(struct str s, bool is_block, struct extension *ret);

/* What an extension prints: {::nomarkdown} its body, unless that is for another
 * format, {::comment} a comment. */
struct str extension_reader_html(struct arena *a, const struct extension *e);

/* Set what {::options} says. */
void extension_reader_set_options(struct definitions *d,
				  const struct extension *e);
