/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blogctl/supervisor/replaced_files.h"

#include <errno.h>
#include <libgen.h>
#include <stdlib.h>
#include <sys/inotify.h>

#include "lib/cleanup.h"
#include "lib/mem.h"

#define CHANGES                                                                \
	(IN_CLOSE_WRITE | IN_CREATE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE)

/* A folder that is not there cannot change. */
static fallible watch_folder_of(int fd, const char *path)
{
	auto_free char *copy = mem_strdup(path);

	if (inotify_add_watch(fd, dirname(copy), CHANGES) < 0 &&
	    errno != ENOENT)
		return err_sys("watch '%s'", path);
	return NULL;
}

fallible replaced_files_watch(const char *const *paths, int *ret_fd)
{
	auto_close int fd = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
	struct err *e = NULL;

	if (fd < 0)
		return err_sys("watch files");
	for (; !e && *paths; paths++) {
		auto_free char *target = realpath(*paths, NULL);

		e = watch_folder_of(fd, *paths);
		if (!e && target)
			e = watch_folder_of(fd, target);
	}
	if (!e)
		*ret_fd = take_fd(&fd);
	return e;
}
