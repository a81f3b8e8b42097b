/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Spans, read by cmark-gfm.
 */
#pragma once

#include "lib/buf.h"
#include "lib/cleanup.h"
#include "render/markdown/doctree.h"
#include "render/markdown/markdown.h"

struct markdown_cmark;

/* NULL is fine. */
void markdown_cmark_free(struct markdown_cmark *m);
DEFINE_FREEP(markdown_cmark)
#define auto_markdown_cmark __attribute__((cleanup(markdown_cmark_freep)))

struct markdown_cmark *markdown_cmark_new(struct arena *a);

/*
 * Read the spans in @text, and append them to @parent. "<?N?>" stands for node
 * N of @given, and so does the address of a link for a link without content.
 * The bytes 1 and 2 print nothing. @text gets a NUL at its end. Returns false
 * when they are nested deeper than MARKDOWN_MAX_DEPTH.
 */
bool markdown_cmark_spans(struct markdown_cmark *m, struct buf *text,
			  struct doctree_node *const *given,
			  struct doctree_node *parent);
