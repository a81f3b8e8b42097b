/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/process/gate.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "runtime/kept_fds.h"

#define NAME "start"
#define CALLERS 8    /* who may be asking at once */
#define PATIENCE_S 5 /* for one that is frozen, or asked by many */

/* The folder may be deeper than a socket's address is long. */
static struct sockaddr_un address(int dir)
{
	struct sockaddr_un a = { .sun_family = AF_UNIX };

	(void)snprintf(a.sun_path, sizeof(a.sun_path), "/proc/self/fd/%d/" NAME,
		       dir);
	return a;
}

fallible gate_make(int dir, int lowest, int *ret_listener)
{
	const struct sockaddr_un a = address(dir);
	auto_close int made = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	auto_close int fd = -1;

	if (made < 0)
		return err_sys("make a socket to wait at");
	fd = fcntl(made, F_DUPFD_CLOEXEC, lowest);
	if (fd < 0 || bind(fd, (const struct sockaddr *)&a, sizeof(a)) ||
	    listen(fd, CALLERS))
		return err_sys("make a socket to wait at");
	*ret_listener = take_fd(&fd);
	return NULL;
}

union descriptors {
	char space[CMSG_SPACE(2 * sizeof(int))];
	struct cmsghdr header; /* aligns it */
};

/* The two ends of a channel. Whoever only looks sends nothing. */
static bool receive(int from, struct channel *ret)
{
	union descriptors control;
	char byte;
	struct iovec part = { .iov_base = &byte, .iov_len = 1 };
	struct msghdr message = { .msg_iov = &part,
				  .msg_iovlen = 1,
				  .msg_control = &control,
				  .msg_controllen = sizeof(control) };
	const struct cmsghdr *c;
	int ends[2];

	if (recvmsg(from, &message, MSG_CMSG_CLOEXEC) != 1)
		return false;
	c = CMSG_FIRSTHDR(&message);
	if (!c || c->cmsg_type != SCM_RIGHTS ||
	    c->cmsg_len != CMSG_LEN(sizeof(ends)))
		return false;
	memcpy(ends, CMSG_DATA(c), sizeof(ends));
	*ret = (struct channel){ .sync = ends[0], .error = ends[1] };
	return true;
}

static bool hand_over(int to, const struct channel *channel)
{
	const int ends[2] = { channel->sync, channel->error };
	union descriptors control = { 0 };
	struct iovec part = { .iov_base = (char[]){ 's' }, .iov_len = 1 };
	struct msghdr message = { .msg_iov = &part,
				  .msg_iovlen = 1,
				  .msg_control = &control,
				  .msg_controllen = sizeof(control) };
	struct cmsghdr *c = CMSG_FIRSTHDR(&message);

	c->cmsg_level = SOL_SOCKET;
	c->cmsg_type = SCM_RIGHTS;
	c->cmsg_len = CMSG_LEN(sizeof(ends));
	memcpy(CMSG_DATA(c), ends, sizeof(ends));
	return sendmsg(to, &message, MSG_NOSIGNAL) == 1;
}

static fallible close_others(const struct gate *g)
{
	int kept[] = { g->listener, g->channel->sync, g->channel->error };

	return kept_fds_close_others(STDERR_FILENO + 1 +
					     (int)g->program->fds.len,
				     kept, sizeof(kept) / sizeof(*kept));
}

fallible gate_wait(const struct gate *g)
{
	struct err *e = program_check(g->program);

	if (!e)
		e = close_others(g);
	if (e)
		return e;
	if (!channel_done(g->channel))
		_exit(EXIT_FAILURE);
	channel_close(g->channel);
	for (;;) {
		auto_close int caller =
			accept4(g->listener, NULL, NULL, SOCK_CLOEXEC);

		if (caller < 0 && errno != EINTR && errno != ECONNABORTED)
			_exit(EXIT_FAILURE);
		if (caller < 0 || !receive(caller, g->channel))
			continue;
		if (channel_wait(g->channel))
			break;
		channel_close(g->channel);
	}
	(void)close(g->listener);
	return NULL;
}

/*
 * Returns errno, or 0. A process that is frozen takes nobody in: those who come
 * too many wait for a while at most, or, with @looks, not at all.
 */
static int connect_to(int dir, bool looks, int *ret)
{
	const struct sockaddr_un a = address(dir);
	const struct timeval patience = { .tv_sec = PATIENCE_S };
	auto_close int fd = socket(
		AF_UNIX,
		SOCK_STREAM | SOCK_CLOEXEC | (looks ? SOCK_NONBLOCK : 0), 0);

	if (fd < 0 ||
	    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience,
		       sizeof(patience)) ||
	    connect(fd, (const struct sockaddr *)&a, sizeof(a)))
		return errno;
	*ret = take_fd(&fd);
	return 0;
}

fallible gate_enter(int dir, struct channel *ret_launcher)
{
	auto_channel struct channel launcher = CHANNEL_NONE;
	auto_channel struct channel process = CHANNEL_NONE;
	auto_close int fd = -1;
	struct err *e;

	errno = connect_to(dir, false, &fd);
	if (errno == ECONNREFUSED || errno == ENOENT)
		return err_new(&ERR_NOT_FOUND, "nobody waits");
	if (errno)
		return err_sys("reach the process that waits");
	e = channel_open(&launcher, &process);
	if (!e && !hand_over(fd, &process))
		e = err_sys("reach the process that waits");
	if (e)
		return e;
	*ret_launcher = launcher;
	launcher = (struct channel)CHANNEL_NONE;
	return NULL;
}

bool gate_is_kept(int dir)
{
	auto_close int fd = -1;
	int error;

	if (faccessat(dir, NAME, F_OK, AT_SYMLINK_NOFOLLOW))
		return false;
	error = connect_to(dir, true, &fd);
	return !error || error == EAGAIN;
}

void gate_remove(int dir)
{
	(void)unlinkat(dir, NAME, 0);
}
