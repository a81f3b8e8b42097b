/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The files of a commit, or of a directory: where each is, what it is, and the
 * git name of its content. In "tree order": path components are compared one
 * by one, bytewise, so a directory's files stand together behind its own name.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "lib/buf.h"
#include "lib/err.h"

#define FILE_ID_SIZE 20 /* bytes of a SHA-1 */

/* Above these a commit is refused; a hostile one must not fill the disk. */
#define FILE_LIST_MAX_FILES 200000u
#define FILE_LIST_MAX_PATH_BYTES (10u << 20) /* all paths together */
#define FILE_LIST_MAX_FILE_BYTES (256ull << 20)
#define FILE_LIST_MAX_BYTES (4ull << 30) /* all files together */

enum file_kind {
	FILE_REGULAR,
	FILE_EXECUTABLE,
	FILE_LINK,
	FILE_DIRECTORY, /* only of what was found on disk */
	FILE_OTHER,     /* neither: a fifo, a device */
};

struct listed_file {
	char *path; /* relative, without "." and ".." */
	enum file_kind kind;
	uint8_t id[FILE_ID_SIZE]; /* all zeros: not known */

	/* What lstat(2) said when @id was taken; zeros when not from disk. */
	uint64_t size;
	uint64_t inode;
	int64_t mtime_ns;
	int64_t ctime_ns;
};

/* All zeros is empty. */
struct file_list {
	struct listed_file *files;
	size_t len;
	size_t cap;

	/* A file changed at this moment of its file system's clock, or later,
	 * may have changed once more behind an unchanged lstat(2). */
	int64_t taken_ns;
};

void file_list_release(struct file_list *l);
#define auto_file_list __attribute__((cleanup(file_list_release)))

/* Add a file; @path is copied. The result is good until the next addition. */
struct listed_file *file_list_add(struct file_list *l, const char *path,
				  enum file_kind kind);

/* Tree order: below 0, 0, above 0. */
int file_list_compare_paths(const char *a, const char *b);

void file_list_sort(struct file_list *l);

/* NULL when it is not there. @l is sorted. */
const struct listed_file *file_list_find(const struct file_list *l,
					 const char *path);

/* Whether @path lies below directory @dir. */
bool file_list_is_below(const char *path, const char *dir);

/*
 * Refuse, with ERR_INPUT, what cannot or must not become files: a name that is
 * empty, ".", "..", ".git" or too long, a path that appears twice or is both a
 * file and a directory, paths beyond the limit. @l is sorted.
 */
fallible file_list_check(const struct file_list *l);

/* Two files with the same kind and the same known content. */
bool file_list_same_content(const struct listed_file *a,
			    const struct listed_file *b);

/* Append the list as bytes for the same machine. */
void file_list_encode(const struct file_list *l, struct buf *out);

/* False, with @ret empty, when these bytes are no such list. */
bool file_list_decode(struct str bytes, struct file_list *ret);
