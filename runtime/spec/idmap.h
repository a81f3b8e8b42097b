/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * User and group id maps of a user namespace: see user_namespaces(7).
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "lib/err.h"

struct id_range {
	uint32_t container; /* the first id inside */
	uint32_t host;      /* and what it is outside */
	uint32_t size;
};

struct id_map {
	const struct id_range *ranges;
	size_t len;
};

/* Whether @id of the container means anybody. */
bool id_map_has(const struct id_map *m, uint32_t id);

bool id_map_equal(const struct id_map *a, const struct id_map *b);

/* What is wrong with it; NULL: nothing. *@ret_range is where. */
const char *id_map_fault(const struct id_map *m, size_t *ret_range);

/* As /proc/PID/uid_map takes it. */
void id_map_format(const struct id_map *m, struct buf *out);

/*
 * Whether an ordinary user whose id is @own_id may write this map without
 * help: it is his one id.
 */
bool id_map_is_own(const struct id_map *m, uint32_t own_id);

struct id_maps {
	struct id_map uids;
	struct id_map gids;
};

/*
 * Map the ids of the user namespace of process @pid, a child of ours. What the
 * kernel would not take from us is left to newuidmap(1) and newgidmap(1). Where
 * one group is mapped setgroups(2) is denied inside.
 */
fallible id_maps_write(pid_t pid, const struct id_maps *maps);

/*
 * Leave our own additional groups, if we may, before entering a user namespace
 * where it will be denied.
 */
fallible id_maps_leave_groups(const struct id_maps *maps);
