/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Files below a directory we hold. Every @path is relative to @dir, is
 * resolved by openat2(2) beneath it, and meets no symbolic link on its way:
 * so whoever shapes the tree cannot lead us out of it. Descriptors are opened
 * close-on-exec.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <sys/stat.h>

#include "lib/buf.h"
#include "lib/err.h"

/* A directory by any path, links and all: for what our own user names. */
fallible fs_open_dir(const char *path, int *ret_fd);

/* As openat2(2). O_CREAT uses @mode. ERR_NOT_FOUND, ERR_EXISTS, ERR_DENIED. */
fallible fs_open_at(int dir, const char *path, int flags, mode_t mode,
		    int *ret_fd);

/* The directory that holds @path, with O_PATH, and the name in it, which is
 * borrowed from @path. */
fallible fs_open_parent_at(int dir, const char *path, int *ret_fd,
			   const char **ret_name);

/* Append the whole of a regular file; ERR_INPUT when it is not one, or is
 * larger than @limit bytes. */
fallible fs_read_at(int dir, const char *path, size_t limit, struct buf *out);

/* Append what is left in @fd; ERR_INPUT beyond @limit bytes. */
fallible fs_read_fd(int fd, size_t limit, struct buf *out);

/* Write everything, however many calls it takes. */
fallible fs_write_fd(int fd, const void *data, size_t len);

/*
 * Replace @path in one step: write beside it, fdatasync, rename(2). Killed half
 * way, it leaves the old file and at most one "<name>.tmp", which the next
 * call replaces; so two writers of one path need a lock.
 */
fallible fs_replace_at(int dir, const char *path, const void *data, size_t len,
		       mode_t mode);

/* Make @path and what is missing above it; there already is fine. */
fallible fs_make_dirs_at(int dir, const char *path, mode_t mode);

/*
 * Remove a file or a whole tree, never following a link; ERR_NOT_FOUND never.
 * A tree may be of any depth, and its directories of any mode.
 */
fallible fs_remove_at(int dir, const char *path);

/* One entry of a directory, and what lstat(2) says of it. */
struct fs_entry {
	char *name;
	struct stat stat;
};

/* All zeros is empty. */
struct fs_list {
	struct fs_entry *entries; /* in bytewise order of their names */
	size_t len;
};

void fs_list_release(struct fs_list *l);
#define auto_fs_list __attribute__((cleanup(fs_list_release)))

/* The entries of directory @path ("." for @dir itself) but "." and "..". */
fallible fs_list_at(int dir, const char *path, struct fs_list *ret);

enum fs_lock { FS_LOCK_SHARED, FS_LOCK_EXCLUSIVE };

/* The lock is held by somebody else, and the deadline passed. */
extern const struct err_tag FS_LOCKED;

/*
 * flock(2) the open file @fd until it is closed. @timeout_ms: 0 tries once,
 * negative waits for ever.
 */
fallible fs_lock(int fd, enum fs_lock how, int timeout_ms);
