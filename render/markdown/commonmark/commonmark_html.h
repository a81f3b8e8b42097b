/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The pieces of HTML that CommonMark's renderers write their own way.
 */
#pragma once

#include "lib/buf.h"
#include "render/markdown/markdown.h"

/* Append @url as the value of an attribute, its odd bytes in hexadecimal. */
void commonmark_html_url(struct str url, struct buf *out);

/* Append @html with the tags that GitHub forbids made text. */
void commonmark_html_filter(struct str html, struct buf *out);

/* Append a block of code. Its language is the first word of @info. */
void commonmark_html_code(struct str info, struct str code,
			  const struct markdown_code *how, bool is_for_pages,
			  struct buf *out);
