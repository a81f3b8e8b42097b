/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What _config.yml says of Markdown: who reads it, and how.
 */
#pragma once

#include "lib/build_report.h"
#include "render/markdown/markdown.h"
#include "render/model/config.h"

/*
 * Read `markdown`, `commonmark`, `kramdown` and `highlighter` into @ret, which
 * borrows from @c and lives in @a. What cannot be had is warned of. ERR_INPUT
 * when nobody here reads Markdown as the site wants it.
 */
fallible markdown_config_read(const struct config *c, struct arena *a,
			      struct build_report *report,
			      struct markdown_options *ret);
