/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Where a page goes: Jekyll's permalink styles and placeholders.
 */
#pragma once

#include <time.h>

#include "lib/buf.h"
#include "lib/err.h"

/* What the placeholders stand for. Borrowed; what does not apply is empty. */
struct permalink_values {
	bool is_document;    /* a post or in a collection, not a plain page */
	struct str path;     /* of a document: cleaned; of a page: its folder */
	struct str basename; /* of the file, without extension */
	struct str output_ext; /* with its dot */
	struct str collection;
	struct str slug; /* from front matter or the file's name, undated */
	const struct str *categories;
	size_t categories_len;
	struct tm date; /* in the site's time zone */
};

/* The template behind a style's name ("pretty", "date", ...), or the template
 * itself. Static, or borrowed from @style. */
struct str permalink_post_template(struct str style);

/* Append what @style adds to a template of a page or a collection. */
void permalink_add_suffix(struct buf *tmpl, struct str style);

/*
 * Append the URL that @tmpl gives: percent-encoded, beginning with a slash,
 * without ".." and doubled slashes. ERR_INPUT names an unknown placeholder of
 * a document; a page keeps its as they are.
 */
fallible permalink_expand(struct str tmpl, const struct permalink_values *v,
			  struct buf *url);

/* Append the path of the file that answers at @url, without the first slash. */
void permalink_output_path(struct str url, struct str output_ext,
			   struct buf *out);

/* Append @s with what may not stand in a URL's path percent-encoded. */
void permalink_escape(struct str s, struct buf *out);
void permalink_unescape(struct str s, struct buf *out);
