/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/command/command.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/opt.h"
#include "runtime/container/container_status.h"

#define CHUNK 65536 /* bytes copied at once */

/* A full log gets shorter; what is left of it is shown from its start. */
static void rewind_shortened(int log)
{
	struct stat st;

	if (fstat(log, &st) == 0 && st.st_size < lseek(log, 0, SEEK_CUR))
		(void)lseek(log, 0, SEEK_SET);
}

static fallible copy(int log)
{
	char chunk[CHUNK];

	rewind_shortened(log);
	for (;;) {
		ssize_t len = read(log, chunk, sizeof(chunk));
		struct err *e;

		if (len < 0)
			return err_sys("read the log");
		if (len == 0)
			return NULL;
		e = fs_write_fd(STDOUT_FILENO, chunk, (size_t)len);
		if (e)
			return e;
	}
}

static fallible watch_file(const char *path, int *ret)
{
	auto_close int fd = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);

	if (fd < 0 || inotify_add_watch(fd, path, IN_MODIFY) < 0)
		return err_sys("watch '%s'", path);
	*ret = take_fd(&fd);
	return NULL;
}

/* Until the container has ended; what it wrote last has been written by then.
 */
static fallible follow(int log, int events, int pidfd)
{
	for (;;) {
		struct pollfd p[] = {
			{ .fd = events, .events = POLLIN },
			{ .fd = pidfd, .events = POLLIN },
		};
		char dropped[4096];
		struct err *e = copy(log);

		if (e)
			return e;
		if (poll(p, 2, -1) < 0 && errno != EINTR)
			return err_sys("wait for the log");
		if (p[1].revents)
			return NULL;
		(void)!read(events, dropped, sizeof(dropped));
	}
}

/* One that was created by an engine has no log of ours, but notes. */
static fallible open_log(const char *root, const char *id, char **ret_path,
			 int *ret)
{
	auto_free char *path = container_log_path(root, id);
	auto_free char *notes = container_notes_path(root, id);

	*ret = open(path, O_RDONLY | O_CLOEXEC);
	if (*ret < 0 && errno == ENOENT) {
		*ret = open(notes, O_RDONLY | O_CLOEXEC);
		*ret_path = take_ptr(&notes);
	} else {
		*ret_path = take_ptr(&path);
	}
	return *ret < 0 ? err_sys("open '%s'", *ret_path) : NULL;
}

static fallible print_log(const char *root, const char *id, bool following)
{
	auto_free char *path = NULL;
	auto_close int log = -1;
	auto_close int events = -1, pidfd = -1;
	struct container_status s;
	struct err *e = open_log(root, id, &path, &log);

	if (e)
		return e;
	if (following) {
		e = container_open_pidfd(root, id, &pidfd);
		if (!e)
			e = watch_file(path, &events);
		if (!e)
			e = follow(log, events, pidfd);
		/* Its end is written down after its last words. */
		if (!e)
			e = container_read_status(root, id, &s);
	}
	if (e && !err_is(e, &CONTAINER_STOPPED) &&
	    !err_is(e, &CONTAINER_UNKNOWN))
		return e;
	err_drop(e);
	return copy(log);
}

fallible cmd_logs(const struct command_defaults *d, int argc, char **argv,
		  int *ret_status)
{
	const char *root = d->root;
	bool following = false;
	const struct opt opts[] = {
		COMMAND_ROOT(root),
		{ "follow", 'f', OPT_FLAG, &following, NULL,
		  "go on until the container ends" },
		{ 0 },
	};
	int first = 0;
	struct err *e = opt_parse(argc, argv, opts, false, &first);

	*ret_status = 0;
	if (!e)
		e = command_check_operands("logs", argc - first, 1, 1);
	if (!e)
		e = container_check_id(argv[first]);
	if (e)
		return e;
	return print_log(root, argv[first], following);
}
