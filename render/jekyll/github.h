/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What is known of the site's repository without asking GitHub, as
 * `site.github` of jekyll-github-metadata: from `repository` of _config.yml,
 * else from where the source was pulled.
 */
#pragma once

#include "render/model/website.h"

/* Put it into the site's config, over which the author's own `github` goes, and
 * a title from it where there is none. */
fallible github_add(struct website *s, struct build_report *report);

/* Is the field @name one that only GitHub could tell? */
bool github_is_remote(struct str name);
