/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The bodies of a Hugo site's pages as HTML: shortcodes, then Markdown.
 */
#pragma once

#include "render/hugo/references.h"
#include "render/hugo/shortcodes.h"
#include "render/markdown/goldmark/goldmark.h"

/* What all bodies of a site share; read-only. */
struct body_rules {
	const struct hugo_config *config;
	const struct config *model;
	struct goldmark_options markdown;
	struct shortcodes shortcodes;
	struct references references;
};

/* How the site's Markdown is read, as its configuration says. */
struct goldmark_options body_markdown(const struct hugo_config *c);

/* The `write` of a page_writer whose `self` are body_rules. */
fallible body_write(const void *self, const struct page_writing *w,
		    struct buf *out);
