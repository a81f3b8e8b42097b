/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Paths as a container sees them, resolved from outside it: ".." and links
 * stay within @root, and no link of /proc is followed. Unlike lib/fs.h, links
 * are allowed, for an image may have them.
 */
#pragma once

#include <stdbool.h>
#include <sys/types.h>

#include "lib/err.h"

/*
 * Open what is at @path, as O_PATH. Without @symlinks a link on the way is an
 * error. ERR_NOT_FOUND.
 */
fallible rooted_open(int root, const char *path, bool symlinks, int *ret);

/* The same; -1 and errno when there is nothing. */
int rooted_find(int root, const char *path, bool symlinks);

/* The same with links, to be read; without waiting for whom a fifo needs. */
int rooted_read(int root, const char *path);

/* Make the file @path, which must not be there, to be written; -1 and errno. */
int rooted_create(int root, const char *path);

/* As rooted_open(), making what is missing: a folder, or a file in its folders.
 */
fallible rooted_make(int root, const char *path, bool symlinks, bool file,
		     int *ret);

/* Open the folder that @path is in; *@ret_name is its last part, borrowed. */
fallible rooted_open_parent(int root, const char *path, int *ret,
			    const char **ret_name);
