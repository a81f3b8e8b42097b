/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A YAML map while it is read: entries in the order they come, of which merge
 * keys (<<) may bring the same key more than once. As in Ruby, what comes later
 * replaces the value, and the key stays where it came first. All zeros is an
 * empty one.
 */
#pragma once

#include <stdbool.h>

#include "lib/conf.h"

struct conf_map_entry;

struct conf_map {
	struct conf_map_entry *entries;
	size_t len;
	size_t cap;
};

void conf_map_release(struct conf_map *m);
#define auto_conf_map __attribute__((cleanup(conf_map_release)))

/* An entry that was written in this map. */
void conf_map_add(struct conf_map *m, const struct data_entry *entry);

/* Add the entries of @value: a map, or a list of maps of which the first that
 * has a key wins. False, with nothing added, when it is neither. */
bool conf_map_merge(struct conf_map *m, const struct data *value);

/* ERR_INPUT when a key was written twice. @m is spent, whatever comes of it. */
fallible conf_map_finish(struct conf_map *m, const struct conf_origin *from,
			 struct arena *arena, struct data *ret);
