/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The containers we start, as OCI bundles (runtime-spec 1.1, config.json). All
 * get the same confinement: namespaces of their own, one id mapped, no
 * capability, no new privileges, a read-only root, nothing to write but /tmp
 * and the volumes given. They differ in what a struct bundle says.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/buf.h"
#include "lib/err.h"

/* Something of the host, bound into the container at a place its image has. */
struct bundle_mount {
	const char *source;
	const char *target;
	bool writable;

	/*
	 * The mount shows files of @owner_uid and @owner_gid as those of the
	 * container's user (an idmapped mount, which needs root). Else files
	 * show as what they are.
	 */
	bool map_owner;
	uint32_t owner_uid;
	uint32_t owner_gid;
};

struct bundle {
	const char *rootfs; /* absolute */
	const char *hostname;
	const char *home;        /* what HOME is inside; NULL: /tmp */
	const char *const *args; /* NULL-terminated; the first is a path */
	uint32_t uid;            /* host ids of the container's only user */
	uint32_t gid;
	bool host_network; /* else nothing but a loopback of its own */
	const struct bundle_mount *mounts;
	size_t mounts_len;
	uint64_t max_files;        /* descriptors of a process */
	uint64_t max_memory_bytes; /* address space of a process; 0: any */
	uint64_t max_file_bytes;   /* of a file it writes; 0: any */
};

/* Append config.json. */
void bundle_format(const struct bundle *b, struct buf *out);

/* Write it in folder @dir, made when it is missing. */
fallible bundle_write(const char *dir, const struct bundle *b);
