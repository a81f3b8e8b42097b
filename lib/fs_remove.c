/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/mem.h"

/*
 * Levels that are open at a time. What lies deeper is moved up to the top of
 * the tree, so that however deep it is, we run out of neither descriptors nor
 * stack.
 */
#define MAX_DEPTH 32

struct removal {
	int top;        /* the directory that goes at last */
	unsigned moved; /* what was moved into it, and its number */
};

/* Make it ours to empty. Where that fails, so will what follows, and say why.
 */
static void unlock_directory(int fd)
{
	auto_free char *path = mem_printf("/proc/self/fd/%d", fd);
	struct stat st;

	if (!fstat(fd, &st) && (st.st_mode & S_IRWXU) != S_IRWXU)
		(void)chmod(path, st.st_mode | S_IRWXU);
}

static fallible open_directory(int parent, const char *name, int *ret_fd)
{
	auto_close int fd = -1;
	struct err *e;

	e = fs_open_at(parent, name, O_PATH | O_DIRECTORY, 0, &fd);
	if (e)
		return e;
	unlock_directory(fd);
	return fs_open_at(fd, ".", O_RDONLY | O_DIRECTORY, 0, ret_fd);
}

static fallible move_up(struct removal *r, int parent, const char *name)
{
	for (;;) {
		auto_free char *to = mem_printf("moved-%u", ++r->moved);

		if (!renameat2(parent, name, r->top, to, RENAME_NOREPLACE))
			return NULL;
		if (errno != EEXIST)
			return err_sys("move '%s'", name);
	}
}

static fallible remove_in(struct removal *r, int parent, const char *name,
			  unsigned depth)
{
	auto_fs_list struct fs_list list = { 0 };
	auto_close int fd = -1;
	struct err *e;

	if (!unlinkat(parent, name, 0) || errno == ENOENT)
		return NULL;
	if (errno != EISDIR)
		return err_sys("remove '%s'", name);
	e = open_directory(parent, name, &fd);
	if (!e && depth == MAX_DEPTH)
		return move_up(r, parent, name);
	if (!e)
		e = fs_list_at(fd, ".", &list);
	for (size_t i = 0; !e && i < list.len; i++)
		e = remove_in(r, fd, list.entries[i].name, depth + 1);
	if (e)
		return err_wrap(e, "remove '%s'", name);
	if (unlinkat(parent, name, AT_REMOVEDIR) && errno != ENOENT)
		return err_sys("remove directory '%s'", name);
	return NULL;
}

/* Empty the directory @fd, until nothing was moved into it any more. */
static fallible empty(int fd)
{
	struct removal r = { .top = fd };
	unsigned before;

	do {
		auto_fs_list struct fs_list list = { 0 };
		struct err *e;

		before = r.moved;
		e = fs_list_at(fd, ".", &list);
		for (size_t i = 0; !e && i < list.len; i++)
			e = remove_in(&r, fd, list.entries[i].name, 1);
		if (e)
			return e;
	} while (r.moved != before);
	return NULL;
}

fallible fs_remove_at(int dir, const char *path)
{
	auto_close int parent = -1, fd = -1;
	const char *name = NULL;
	struct err *e;

	e = fs_open_parent_at(dir, path, &parent, &name);
	if (err_is(e, &ERR_NOT_FOUND)) {
		err_drop(e);
		return NULL;
	}
	if (e)
		return e;
	if (!unlinkat(parent, name, 0) || errno == ENOENT)
		return NULL;
	if (errno != EISDIR)
		return err_sys("remove '%s'", path);
	e = open_directory(parent, name, &fd);
	if (!e)
		e = empty(fd);
	if (e)
		return err_wrap(e, "remove '%s'", path);
	if (unlinkat(parent, name, AT_REMOVEDIR) && errno != ENOENT)
		return err_sys("remove directory '%s'", path);
	return NULL;
}
