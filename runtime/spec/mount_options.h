/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The options of an OCI mount, sorted into what the kernel wants to hear in
 * different places: attributes of the mount (mount_setattr(2)), its
 * propagation, and what only the file system understands.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/arena.h"

struct mount_options {
	bool bind;
	bool recursive;       /* a bind takes along what is mounted below */
	bool copy_up;         /* "tmpcopyup": with what was there before */
	uint64_t set;         /* MOUNT_ATTR_* */
	uint64_t clear;       /* asked for by name: "rw", "dev", "exec" ... */
	uint64_t set_below;   /* the same for all mounts of the tree */
	uint64_t clear_below; /* "rrw", "rdev" ... */
	uint64_t propagation; /* MS_PRIVATE ...; 0: not said */
	bool propagate_below;
	const char **data; /* "key=value" or "flag" for the file system */
	size_t data_len;
};

/* Options are sorted as they come, so the last of two opposites counts. */
void mount_options_parse(const char *const *options, size_t len,
			 struct arena *arena, struct mount_options *ret);

/* The name of each option that is not the file system's; NULL after the last.
 */
const char *mount_options_nth(size_t n);
