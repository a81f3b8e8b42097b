/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which files of a content folder are content, by their names.
 */
#pragma once

#include "lib/fs.h"
#include "render/hugo/hugo_config.h"
#include "render/model/website.h"

/* Is it Markdown or HTML? */
bool content_file_is(struct str name);
bool content_file_is_html(struct str name);

/* HTML is content only if it begins with front matter: set *@ret to that. */
fallible content_file_check(int dir, const char *path, bool *ret);

/* "_index.md", "_index.html" or "_index.en.md", for @base "_index". */
bool content_file_is_index(struct str name, const char *base);

/* Is it in a language that is not the site's, as "post.fr.md"? */
bool content_file_is_foreign(const struct hugo_config *c, struct str name);

/* The name without extension and language. */
struct str content_file_base(const struct hugo_config *c, struct str name);

/* Is it a regular file that does not begin with a dot? Else @s is told why it
 * is left out. */
bool content_file_is_published(struct website *s, const char *path,
			       const struct fs_entry *entry);

/* Warn of content in a format that nothing here reads. */
void content_file_warn(const char *path, struct build_report *report);
