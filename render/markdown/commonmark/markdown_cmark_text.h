/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The tree of a text, read by cmark-gfm. Its extensions change tables that all
 * its parsers share, so texts are read one at a time.
 */
#pragma once

#include "lib/arena.h"
#include "render/markdown/commonmark/commonmark.h"
#include "render/markdown/doctree.h"
#include "render/markdown/markdown.h"

struct cmark_node;

/* The library's own tree of @text, for cmark_node_free(). ERR_INPUT when a
 * limit is passed. */
fallible markdown_cmark_text_parse(struct str text, const struct commonmark *c,
				   struct cmark_node **ret);

/* Append the blocks of @text to @root. What doctree has no kind for becomes
 * HTML. ERR_INPUT when a limit is passed. */
fallible markdown_cmark_text_read(struct str text, const struct commonmark *c,
				  const struct markdown_code *code,
				  struct arena *a, struct doctree_node *root);
