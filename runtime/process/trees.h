/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a container gets to see of the outside: its root and the sources of its
 * bind mounts, cloned from where they are into mounts attached nowhere. A
 * privileged launcher opens them before the container's ids are taken on, so
 * nothing below a private folder is looked up from inside. What it may not
 * open, the process inside opens itself, being the same user.
 */
#pragma once

#include "lib/err.h"
#include "runtime/spec/spec.h"

struct trees {
	int root;    /* -1: to be opened inside */
	int *mounts; /* one for each of the spec's mounts; -1 likewise */
	size_t len;
};

void trees_release(struct trees *t);
#define auto_trees __attribute__((cleanup(trees_release)))

/* Paths in the spec are relative to @bundle, an absolute path. Takes over
 * nothing when we lack the privilege. */
fallible trees_open(const struct spec *s, const char *bundle,
		    struct trees *ret);

/* Apply the id mappings that mounts ask for. @pid is in the container's user
 * namespace, if it has one; its ids are mapped. */
fallible trees_map_ids(const struct trees *t, const struct spec *s, pid_t pid);

/* Clone one tree: @path relative to @bundle, with @options. */
fallible tree_open(const struct spec *s, const char *bundle, const char *path,
		   const struct mount_options *options, int *ret);

/* The same for the root. */
fallible tree_open_root(const struct spec *s, const char *bundle, int *ret);

/* Give mount @fd its attributes and propagation. */
fallible tree_set(int fd, const struct mount_options *options);
