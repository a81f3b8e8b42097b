/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/mem.h"

static void close_dir(DIR **dir)
{
	if (*dir)
		(void)closedir(*dir);
}

void fs_list_release(struct fs_list *l)
{
	for (size_t i = 0; i < l->len; i++)
		free(l->entries[i].name);
	free(l->entries);
	*l = (struct fs_list){ 0 };
}

static int compare(const void *a, const void *b)
{
	return strcmp(((const struct fs_entry *)a)->name,
		      ((const struct fs_entry *)b)->name);
}

/* An entry that vanishes while we look was never there. */
static fallible add_entry(DIR *dir, const char *name, struct fs_list *list,
			  size_t *cap)
{
	struct fs_entry entry;

	if (!strcmp(name, ".") || !strcmp(name, ".."))
		return NULL;
	if (fstatat(dirfd(dir), name, &entry.stat, AT_SYMLINK_NOFOLLOW) < 0)
		return errno == ENOENT ? NULL : err_sys("stat '%s'", name);
	entry.name = mem_strdup(name);
	list->entries = mem_grow(list->entries, list->len, cap, sizeof(entry));
	list->entries[list->len++] = entry;
	return NULL;
}

static fallible read_all(DIR *dir, struct fs_list *list)
{
	size_t cap = 0;

	for (;;) {
		struct dirent *d;
		struct err *e;

		errno = 0;
		d = readdir(dir);
		if (!d)
			return errno ? err_sys("read directory") : NULL;
		e = add_entry(dir, d->d_name, list, &cap);
		if (e)
			return e;
	}
}

fallible fs_list_at(int dir, const char *path, struct fs_list *ret)
{
	__attribute__((cleanup(close_dir))) DIR *open = NULL;
	auto_fs_list struct fs_list list = { 0 };
	auto_close int fd = -1;
	struct err *e;

	e = fs_open_at(dir, path, O_RDONLY | O_DIRECTORY, 0, &fd);
	if (e)
		return e;
	open = fdopendir(fd);
	if (!open)
		return err_sys("read directory '%s'", path);
	fd = -1;
	e = read_all(open, &list);
	if (e)
		return err_wrap(e, "list '%s'", path);
	if (list.len)
		qsort(list.entries, list.len, sizeof(*list.entries), compare);
	*ret = list;
	list = (struct fs_list){ 0 };
	return NULL;
}
