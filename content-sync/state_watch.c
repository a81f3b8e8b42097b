/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "content-sync/state_watch.h"

#include <sys/inotify.h>
#include <unistd.h>

#include "lib/cleanup.h"

fallible state_watch_open(const char *volume, int *ret_fd)
{
	auto_close int fd = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);

	if (fd < 0)
		return err_sys("start inotify");
	if (inotify_add_watch(fd, volume, IN_MOVED_TO | IN_ONLYDIR) < 0)
		return err_sys("watch '%s'", volume);
	*ret_fd = take_fd(&fd);
	return NULL;
}

void state_watch_drain(int fd)
{
	_Alignas(struct inotify_event) char events[4096];

	while (read(fd, events, sizeof(events)) > 0)
		;
}
