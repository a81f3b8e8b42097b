/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "serve/volume_watch.h"

#include <limits.h>
#include <stdio.h>
#include <sys/inotify.h>

#include "lib/cleanup.h"
#include "lib/public_volume.h"

/* The path inotify needs for a directory we only hold open. */
#define FD_PATH_SIZE 32 /* "/proc/self/fd/" and an int */

fallible volume_watch_open(int volume, int *ret_fd)
{
	auto_close int fd = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
	char path[FD_PATH_SIZE];

	if (fd < 0)
		return err_sys("start inotify");
	if (snprintf(path, sizeof(path), "/proc/self/fd/%d", volume) >=
	    (int)sizeof(path))
		return err_new(&ERR_SYSTEM, "descriptor %d is no number",
			       volume);
	if (inotify_add_watch(fd, path, IN_MOVED_TO | IN_CREATE | IN_ONLYDIR) <
	    0)
		return err_sys("watch the public volume");
	*ret_fd = take_fd(&fd);
	return NULL;
}

static bool concerns_current(const struct inotify_event *event)
{
	return event->mask & IN_Q_OVERFLOW ||
	       (event->len && !strcmp(event->name, PUBLIC_VOLUME_CURRENT));
}

bool volume_watch_drain(int fd)
{
	_Alignas(struct inotify_event) char events[16 * 1024];
	bool concerned = false;

	for (;;) {
		ssize_t n = read(fd, events, sizeof(events));
		ssize_t at = 0;

		if (n <= 0)
			return concerned;
		while (at < n) {
			const struct inotify_event *event =
				(const void *)(events + at);

			if (concerns_current(event))
				concerned = true;
			at += (ssize_t)(sizeof(*event) + event->len);
		}
	}
}
