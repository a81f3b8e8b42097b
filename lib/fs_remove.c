/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
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
#define MAX_DEPTH_HELPED 8

/*
 * On a file system that discards the blocks of each file as it goes, unlink(2)
 * waits for the disk, so the entries of a wide directory are removed by
 * several at a time, each with all that is below it.
 */
#define HELPERS 7
#define WIDE 64 /* entries */

struct removal {
	int top;                /* the directory that goes at last */
	_Atomic unsigned moved; /* what was moved into it, and its number */
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

static fallible remove_all(struct removal *r, int dir, unsigned depth,
			   bool helped);

/* @helped: several are at it already, in a directory above. */
static fallible remove_in(struct removal *r, int parent, const char *name,
			  unsigned depth, bool helped)
{
	auto_close int fd = -1;
	struct err *e;

	if (!unlinkat(parent, name, 0) || errno == ENOENT)
		return NULL;
	if (errno != EISDIR)
		return err_sys("remove '%s'", name);
	e = open_directory(parent, name, &fd);
	if (!e && depth >= (helped ? MAX_DEPTH_HELPED : MAX_DEPTH))
		return move_up(r, parent, name);
	if (!e)
		e = remove_all(r, fd, depth + 1, helped);
	if (e)
		return err_wrap(e, "remove '%s'", name);
	if (unlinkat(parent, name, AT_REMOVEDIR) && errno != ENOENT)
		return err_sys("remove directory '%s'", name);
	return NULL;
}

/* The entries of a directory; each who works on them takes the next. */
struct entries {
	struct removal *removal;
	int dir;
	unsigned depth; /* of the entries */
	bool helped;
	struct fs_list list;
	_Atomic size_t next;
};

static void *work_off(void *shared)
{
	struct entries *s = shared;
	struct err *e = NULL;

	while (!e) {
		size_t i = atomic_fetch_add(&s->next, 1);

		if (i >= s->list.len)
			break;
		e = remove_in(s->removal, s->dir, s->list.entries[i].name,
			      s->depth, s->helped);
	}
	return e;
}

static struct err *first_of(struct err *first, struct err *second)
{
	if (!first)
		return second;
	err_drop(second);
	return first;
}

/* Where no thread can be had one does it all. */
static fallible work_off_together(struct entries *s)
{
	pthread_t helpers[HELPERS];
	struct err *e;
	size_t len = 0;

	s->helped = true;
	while (len < HELPERS &&
	       !pthread_create(&helpers[len], NULL, work_off, s))
		len++;
	e = work_off(s);
	while (len) {
		void *theirs = NULL;

		(void)pthread_join(helpers[--len], &theirs);
		e = first_of(e, theirs);
	}
	return e;
}

static fallible remove_all(struct removal *r, int dir, unsigned depth,
			   bool helped)
{
	struct entries s = {
		.removal = r, .dir = dir, .depth = depth, .helped = helped
	};
	struct err *e = fs_list_at(dir, ".", &s.list);

	if (!e)
		e = helped || s.list.len < WIDE ? work_off(&s)
						: work_off_together(&s);
	fs_list_release(&s.list);
	return e;
}

/* Empty the directory @fd, until nothing was moved into it any more. */
static fallible empty(int fd)
{
	struct removal r = { .top = fd };
	unsigned before;
	struct err *e;

	do {
		before = r.moved;
		e = remove_all(&r, fd, 1, false);
	} while (!e && r.moved != before);
	return e;
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
