/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The index of the release that is live. It follows the volume's `current`,
 * and holds the lock that keeps the collector away from that release.
 */
#pragma once

#include <stdbool.h>

#include "lib/release_index.h"

struct index_map;

/* Nothing is opened yet. @volume, a directory, is borrowed. */
struct index_map *index_map_new(int volume);

/* NULL is fine. */
void index_map_free(struct index_map *m);

/*
 * Take what `current` names now. *@ret_changed tells whether that is another
 * release than before; then the old index is gone. On an error the old one
 * stays. A volume where nothing is published is no error: the old one stays.
 */
fallible index_map_refresh(struct index_map *m, bool *ret_changed);

/* NULL: nothing is published yet. */
const struct release_index *index_map_get(const struct index_map *m);
