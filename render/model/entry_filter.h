/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which files of a source belong to the site.
 */
#pragma once

#include "render/model/config.h"

/*
 * Is the entry at @path (relative to the source) part of the site? What begins
 * with one of ". _ # ~" is not, nor what ends with "~", nor what `exclude`
 * names, unless `include` names it.
 */
bool entry_filter_accepts(const struct config *c, const char *path,
			  bool is_dir);

/* Does one of a list of patterns, which may be NULL, match the file? */
bool entry_filter_lists(const struct data *patterns, const char *path);

/* The same for an entry below a special folder such as _posts, whose own name
 * does not count: @below is the path below it. */
bool entry_filter_accepts_below(const struct config *c, const char *path,
				const char *below, bool is_dir);
