/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/process/rooted.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>

#include <linux/openat2.h>

#include "lib/cleanup.h"
#include "lib/mem.h"
#include "lib/str.h"

#define FOLDER_MODE 0755
#define FILE_MODE 0644

static int open_in(int dir, const char *path, int flags, bool symlinks)
{
	struct open_how how = {
		.flags = (uint64_t)(unsigned)(flags | O_CLOEXEC),
		.mode = flags & O_CREAT ? FILE_MODE : 0,
		.resolve = RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS |
			   (symlinks ? 0 : RESOLVE_NO_SYMLINKS),
	};
	long fd;

	/* The kernel gives up when something is renamed while it looks. */
	do
		fd = syscall(SYS_openat2, dir, path, &how, sizeof(how));
	while (fd < 0 && errno == EAGAIN);
	return (int)fd;
}

int rooted_find(int root, const char *path, bool symlinks)
{
	return open_in(root, path, O_PATH, symlinks);
}

fallible rooted_open(int root, const char *path, bool symlinks, int *ret)
{
	int fd = rooted_find(root, path, symlinks);

	if (fd < 0)
		return err_sys("open '%s'", path);
	*ret = fd;
	return NULL;
}

int rooted_create(int root, const char *path)
{
	return open_in(root, path, O_WRONLY | O_CREAT | O_EXCL, true);
}

int rooted_read(int root, const char *path)
{
	return open_in(root, path, O_RDONLY | O_NONBLOCK | O_NOCTTY, true);
}

/* Every prefix is resolved anew from the root, for it may be a link. */
static fallible make_folders(int root, const char *path, size_t len,
			     bool symlinks)
{
	for (size_t i = 1; i <= len; i++) {
		auto_free char *prefix = NULL;
		auto_close int parent = -1;
		const char *name = NULL;
		struct err *e;

		if (i < len && path[i] != '/')
			continue;
		prefix = mem_strndup(path, i);
		parent = open_in(root, prefix, O_PATH, symlinks);
		if (parent >= 0)
			continue;
		e = rooted_open_parent(root, prefix, &parent, &name);
		if (e)
			return e;
		if (mkdirat(parent, name, FOLDER_MODE) && errno != EEXIST)
			return err_sys("make folder '%s'", prefix);
	}
	return NULL;
}

static size_t parent_len(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? (size_t)(slash - path) : 0;
}

static fallible make_file(int root, const char *path, bool symlinks)
{
	auto_close int fd = -1;
	struct err *e = make_folders(root, path, parent_len(path), symlinks);

	if (e)
		return e;
	fd = open_in(root, path, O_CREAT | O_EXCL | O_WRONLY, symlinks);
	if (fd < 0 && errno != EEXIST)
		return err_sys("make file '%s'", path);
	return NULL;
}

/* As a rule only the last part is missing; -1 where it is not so. */
static int make_last(int root, const char *path, bool symlinks)
{
	size_t len = parent_len(path);
	const char *name = path + len + (path[len] == '/');
	auto_free char *prefix = NULL;
	auto_close int parent = -1;

	if (!len || !*name)
		return -1;
	prefix = mem_strndup(path, len);
	parent = open_in(root, prefix, O_PATH | O_DIRECTORY, symlinks);
	if (parent < 0 || mkdirat(parent, name, FOLDER_MODE))
		return -1;
	return open_in(parent, name, O_PATH | O_DIRECTORY, false);
}

/* The same with as few calls as can be, in the order of what is likely: a
 * folder is there, or its parent; a file is missing. */
static int make_quickly(int root, const char *path, bool symlinks, bool file)
{
	int fd;

	if (file) {
		fd = open_in(root, path, O_CREAT | O_EXCL | O_RDONLY, symlinks);
		return fd < 0 ? rooted_find(root, path, symlinks) : fd;
	}
	fd = rooted_find(root, path, symlinks);
	if (fd < 0 && errno == ENOENT)
		fd = make_last(root, path, symlinks);
	return fd;
}

fallible rooted_make(int root, const char *path, bool symlinks, bool file,
		     int *ret)
{
	struct err *e;
	int fd = make_quickly(root, path, symlinks, file);

	if (fd >= 0) {
		*ret = fd;
		return NULL;
	}
	e = file ? make_file(root, path, symlinks)
		 : make_folders(root, path, strlen(path), symlinks);
	if (e)
		return e;
	return rooted_open(root, path, symlinks, ret);
}

fallible rooted_open_parent(int root, const char *path, int *ret,
			    const char **ret_name)
{
	size_t len = parent_len(path);
	auto_free char *parent = mem_strndup(path, len);
	int fd = open_in(root, len ? parent : "/", O_PATH | O_DIRECTORY, true);

	if (fd < 0)
		return err_sys("open '%s'", len ? parent : "/");
	*ret = fd;
	*ret_name = path + len + (path[len] == '/');
	return NULL;
}
