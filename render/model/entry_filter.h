/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which files of a source belong to the site.
 */
#pragma once

#include "render/model/config.h"

/*
 * Why the entry at @path (relative to the source) is no part of the site; NULL:
 * it is one. What begins with one of ". _ # ~" is not, nor what ends with "~",
 * nor what `exclude` names, unless `include` names it. Below a special folder
 * such as _posts its own name does not count: @below is the path below it, and
 * NULL elsewhere.
 */
const char *entry_filter_refusal(const struct config *c, const char *path,
				 const char *below, bool is_dir);

/* Does one of a list of patterns, which may be NULL, match the file? */
bool entry_filter_lists(const struct data *patterns, const char *path);
