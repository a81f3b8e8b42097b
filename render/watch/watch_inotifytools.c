/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/watch/watch_inotifytools.h"

#include <errno.h>
#include <fcntl.h>
#include <inotifytools/inotify.h>
#include <inotifytools/inotifytools.h>
#include <limits.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "lib/cleanup.h"
#include "lib/mem.h"
#include "lib/str.h"

/* A file being written tells nothing of use before it is closed. */
#define EVENTS                                                                 \
	(IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_CREATE |            \
	 IN_DELETE | IN_DELETE_SELF | IN_MOVE_SELF | IN_ATTRIB)

#define MAX_EXCLUDED 8
#define MAX_SETTLE_FACTOR 20 /* settle times; then a busy tree is told */

struct watch_inotifytools {
	struct watch_inotifytools_config config;
	char *path;
	const char *exclude[MAX_EXCLUDED + 1];
	int fd; /* the library's; -1 while it is not initialised */
};

static void stop(struct watch_inotifytools *w)
{
	if (w->fd >= 0)
		inotifytools_cleanup();
	w->fd = -1;
}

static void release(void *self)
{
	struct watch_inotifytools *w = self;

	stop(w);
	for (size_t i = 0; i < MAX_EXCLUDED; i++)
		free((void *)w->exclude[i]);
	free(w->path);
	free(w);
}

/*
 * The library does not tell its descriptor. It is the lowest that was free
 * before; look whether it is one for inotify now.
 */
static fallible initialize(struct watch_inotifytools *w)
{
	char link[64];
	char target[32] = "";
	int expected = open("/", O_PATH | O_CLOEXEC);

	if (expected < 0)
		return err_sys("open '/'");
	(void)close(expected);
	if (!inotifytools_initialize()) {
		errno = inotifytools_error();
		return err_sys("initialize inotify");
	}
	w->fd = expected;
	if (snprintf(link, sizeof link, "/proc/self/fd/%d", expected) < 0 ||
	    readlink(link, target, sizeof target - 1) < 0 ||
	    strcmp(target, "anon_inode:inotify") != 0)
		return err_new(&ERR_SYSTEM,
			       "descriptor %d is not inotify's: %s", expected,
			       target);
	if (fcntl(expected, F_SETFD, FD_CLOEXEC))
		return err_sys("set close-on-exec");
	return NULL;
}

static fallible watch_folder(struct watch_inotifytools *w, const char *path)
{
	int ok = w->config.recursive
			 ? inotifytools_watch_recursively_with_exclude(
				   path, EVENTS, w->exclude)
			 : inotifytools_watch_file(path, EVENTS);

	if (ok)
		return NULL;
	errno = inotifytools_error();
	if (errno == ENOSPC)
		return err_new(&ERR_SYSTEM,
			       "watch '%s': more folders than "
			       "fs.inotify.max_user_watches allows",
			       path);
	return err_sys("watch '%s'", path);
}

static fallible start(struct watch_inotifytools *w)
{
	struct err *e;

	stop(w);
	e = initialize(w);
	return e ? e : watch_folder(w, w->path);
}

static bool is_excluded(const struct watch_inotifytools *w, const char *path)
{
	for (size_t i = 0; w->exclude[i]; i++)
		if (!strcmp(w->exclude[i], path))
			return true;
	return false;
}

/* What came in since the last look. */
struct news {
	bool changed;
	bool start_over; /* the library's notion of the tree may be wrong */
};

/* A new folder is watched at once; what was put into it before is found by
 * whoever is told of the change. */
static void watch_new_folder(struct watch_inotifytools *w,
			     const struct inotify_event *event,
			     struct news *news)
{
	const char *parent = inotifytools_filename_from_wd(event->wd);
	auto_free char *path =
		mem_printf("%s%s", parent ? parent : "", event->name);
	struct err *e;

	if (!parent || is_excluded(w, path))
		return;
	e = watch_folder(w, path);
	if (!e)
		return;
	/* It may be gone already; starting over finds out. */
	err_drop(e);
	news->start_over = true;
}

static void take_event(struct watch_inotifytools *w,
		       const struct inotify_event *event, struct news *news)
{
	const bool of_folder = event->mask & IN_ISDIR;
	const char *parent;

	if (event->mask & IN_Q_OVERFLOW) {
		news->changed = news->start_over = true;
		return;
	}
	if (of_folder && event->len && w->config.recursive) {
		parent = inotifytools_filename_from_wd(event->wd);
		auto_free char *path =
			mem_printf("%s%s", parent ? parent : "", event->name);

		if (is_excluded(w, path))
			return;
	}
	news->changed = true;
	if (!w->config.recursive || !of_folder)
		return;
	if (event->mask & (IN_MOVED_FROM | IN_MOVED_TO | IN_MOVE_SELF))
		news->start_over = true;
	else if (event->mask & IN_CREATE)
		watch_new_folder(w, event, news);
}

static void drain(struct watch_inotifytools *w, struct news *news)
{
	const struct inotify_event *event;

	while ((event = inotifytools_next_events(0, 1)))
		take_event(w, event, news);
}

static int64_t now_ms(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Wait until there is something to read: 1 events, 2 stop, 0 neither. */
static fallible poll_both(const struct watch_inotifytools *w, int stop_fd,
			  int timeout_ms, int *ret)
{
	struct pollfd fds[] = {
		{ .fd = w->fd, .events = POLLIN },
		{ .fd = stop_fd, .events = POLLIN },
	};
	int n = poll(fds, 2, timeout_ms);

	if (n < 0 && errno != EINTR)
		return err_sys("poll");
	*ret = 0;
	if (n > 0 && fds[1].revents)
		*ret = 2;
	else if (n > 0)
		*ret = 1;
	return NULL;
}

/* Read on until it has been quiet for a while. */
static fallible settle(struct watch_inotifytools *w, int stop_fd,
		       struct news *news)
{
	const int quiet = w->config.settle_ms;
	const int64_t end = now_ms() + (int64_t)quiet * MAX_SETTLE_FACTOR;
	int what = 1;

	while (quiet && what == 1 && now_ms() < end) {
		struct err *e = poll_both(w, stop_fd, quiet, &what);

		if (e)
			return e;
		if (what == 1)
			drain(w, news);
	}
	return NULL;
}

static fallible wait(void *self, int stop_fd, int timeout_ms,
		     enum watch_result *ret)
{
	struct watch_inotifytools *w = self;
	const int64_t end = now_ms() + timeout_ms;
	struct news news = { .changed = false };

	while (!news.changed) {
		int64_t left = end - now_ms();
		int what;
		struct err *e;

		if (timeout_ms >= 0 && left < 0)
			left = 0;
		e = poll_both(w, stop_fd, timeout_ms < 0 ? -1 : (int)left,
			      &what);
		if (e)
			return e;
		if (what == 2 || (!what && timeout_ms >= 0 && !left)) {
			*ret = what ? WATCH_STOPPED : WATCH_TIMEOUT;
			return NULL;
		}
		drain(w, &news);
		if (news.changed)
			e = settle(w, stop_fd, &news);
		if (e)
			return e;
	}
	*ret = WATCH_CHANGED;
	return news.start_over ? start(w) : NULL;
}

static const struct watch_ops ops = { .wait = wait, .release = release };

/* The library names a folder with a slash at its end. */
static char *with_slash(const char *path)
{
	return mem_printf("%s%s", path, str_ends(str_of(path), "/") ? "" : "/");
}

static char *without_slash(const char *path)
{
	size_t n = strlen(path);

	while (n > 1 && path[n - 1] == '/')
		n--;
	return mem_strndup(path, n);
}

fallible watch_inotifytools_begin(const struct watch_inotifytools_config *cfg,
				  struct watch *ret)
{
	struct watch_inotifytools *w = mem_alloc(sizeof *w);
	struct watch made = { &ops, w };
	struct err *e;

	w->config = *cfg;
	w->fd = -1;
	w->path = with_slash(cfg->path);
	for (size_t i = 0; cfg->exclude && cfg->exclude[i]; i++) {
		if (i == MAX_EXCLUDED) {
			watch_release(&made);
			return err_new(&ERR_INPUT,
				       "more than %d folders to "
				       "leave out",
				       MAX_EXCLUDED);
		}
		w->exclude[i] = without_slash(cfg->exclude[i]);
	}
	e = start(w);
	if (e) {
		watch_release(&made);
		return e;
	}
	*ret = made;
	return NULL;
}
