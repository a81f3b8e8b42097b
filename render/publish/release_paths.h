/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The further paths at which the files of a site answer.
 */
#pragma once

#include "lib/arena.h"
#include "lib/release_index.h"

/*
 * Add to @entries, which are files ("/dir/index.html"), where else they are
 * found: "/dir/" for its index, a redirect to it from "/dir", "/about" for
 * "/about.html". A path that is there already stays what it is. Strings are
 * made in @arena. The array is sorted by path.
 */
void release_paths_add(struct arena *arena, struct release_entry **entries,
		       size_t *len, size_t *cap);
