/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What differs between a release and the one before.
 */
#pragma once

#include "lib/release_index.h"

/*
 * How many paths answer differently in @entries, sorted by path, than in @old:
 * new ones and those gone included. NULL for @old is an empty release.
 */
uint64_t release_diff_count(const struct release_index *old,
			    const struct release_entry *entries, size_t len);
