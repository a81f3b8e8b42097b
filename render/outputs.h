/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The files that a site becomes.
 */
#pragma once

#include "render/jekyll/build.h"

/* One file: a page, or a static file. */
struct output {
	struct str path;
	const struct page *page; /* NULL: the static file */
	const struct static_file *file;
};

/* All zeros is empty. */
struct outputs {
	struct output *items; /* pages in their order, then static files */
	size_t len;
	size_t cap;
};

void outputs_release(struct outputs *o);
#define auto_outputs __attribute__((cleanup(outputs_release)))

/* Where it comes from: a path relative to the source, or to the theme. */
const char *output_source(const struct output *o);

/*
 * Everything the site publishes. Of several at one path documents win over
 * static files, and those over pages, as in Jekyll, and the author is warned.
 * @in_folder: they become files of a folder, where it is an error that one lies
 * below another.
 */
void outputs_find(const struct build *b, bool in_folder, struct outputs *ret);
