/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What differs between a release and the one before.
 */
#pragma once

#include "lib/release_index.h"

/*
 * A page is an HTML file. The other paths that lead to it, its folder's for
 * one, are neither pages nor files; those with a body count as paths alone.
 */
struct release_diff {
	uint64_t paths;         /* that answer differently, new or gone */
	uint64_t pages;         /* there are now */
	uint64_t pages_changed; /* of these, the new and the different ones */
	uint64_t pages_gone;
	uint64_t files_changed; /* other files, new, different or gone */
};

/* @entries, sorted by path, beside @old. NULL for @old is an empty release. */
struct release_diff release_diff_of(const struct release_index *old,
				    const struct release_entry *entries,
				    size_t len);
