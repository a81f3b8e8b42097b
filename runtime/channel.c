/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/channel.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "lib/cleanup.h"

#define GO 'g'
#define DONE 'd'
#define HOOKS 'h'

void channel_close(struct channel *c)
{
	cleanup_close(&c->sync);
	cleanup_close(&c->error);
	c->sync = c->error = -1;
}

fallible channel_open(struct channel *ret_launcher, struct channel *ret_process)
{
	int sockets[2], ends[2];

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets))
		return err_sys("make a socket pair");
	if (pipe2(ends, O_CLOEXEC)) {
		struct err *e = err_sys("make a pipe");

		(void)close(sockets[0]);
		(void)close(sockets[1]);
		return e;
	}
	(void)setsockopt(sockets[0], SOL_SOCKET, SO_PASSCRED, &(int){ 1 },
			 sizeof(int));
	*ret_launcher = (struct channel){ sockets[0], ends[0] };
	*ret_process = (struct channel){ sockets[1], ends[1] };
	return NULL;
}

/* What cannot be said must not be waited for. */
static bool put(int fd, const void *data, size_t len)
{
	ssize_t done;

	do
		done = send(fd, data, len, MSG_NOSIGNAL);
	while (done < 0 && errno == EINTR);
	if (done != (ssize_t)len)
		(void)shutdown(fd, SHUT_RDWR);
	return done == (ssize_t)len;
}

static bool get(int fd, void *data, size_t len, int flags)
{
	ssize_t done;

	do
		done = recv(fd, data, len, flags | MSG_WAITALL);
	while (done < 0 && errno == EINTR);
	return done == (ssize_t)len;
}

void channel_go(const struct channel *c)
{
	(void)put(c->sync, &(char){ GO }, 1);
}

void channel_send(const struct channel *c, const void *data, size_t len)
{
	(void)put(c->sync, data, len);
}

fallible channel_receive_pid(const struct channel *c, pid_t *ret)
{
	pid_t pid;
	struct err *e;

	if (get(c->sync, &pid, sizeof(pid), MSG_DONTWAIT)) {
		*ret = pid;
		return NULL;
	}
	(void)shutdown(c->sync, SHUT_RDWR);
	e = err_receive(c->error);
	return e ? e
		 : err_new(&ERR_SYSTEM, "the process ended as it was set up");
}

/* One byte, and the pid of its sender in our pid namespace. */
static bool get_signed(int fd, char *ret_byte, pid_t *ret_pid)
{
	union {
		char space[CMSG_SPACE(sizeof(struct ucred))];
		struct cmsghdr header; /* aligns it */
	} control;
	struct iovec part = { .iov_base = ret_byte, .iov_len = 1 };
	struct msghdr message = { .msg_iov = &part,
				  .msg_iovlen = 1,
				  .msg_control = &control,
				  .msg_controllen = sizeof(control) };
	const struct cmsghdr *c;
	struct ucred sender;

	if (recvmsg(fd, &message, MSG_DONTWAIT) != 1)
		return false;
	c = CMSG_FIRSTHDR(&message);
	if (!c || c->cmsg_type != SCM_CREDENTIALS)
		return false;
	memcpy(&sender, CMSG_DATA(c), sizeof(sender));
	*ret_pid = sender.pid;
	return true;
}

fallible channel_await(const struct channel *c, pid_t *ret_pid)
{
	struct err *e = err_receive(c->error);
	char byte = 0;

	if (e)
		return e;
	if (!get_signed(c->sync, &byte, ret_pid) || byte != DONE)
		return err_new(&ERR_SYSTEM,
			       "the process ended as it was set up");
	return NULL;
}

bool channel_await_hooks(const struct channel *c)
{
	char byte = 0;

	return get(c->sync, &byte, 1, 0) && byte == HOOKS;
}

bool channel_stop_for_hooks(const struct channel *c, pid_t *ret_pid)
{
	return put(c->sync, &(char){ HOOKS }, 1) &&
	       get(c->sync, ret_pid, sizeof(*ret_pid), 0);
}

bool channel_wait(const struct channel *c)
{
	char byte = 0;

	return get(c->sync, &byte, 1, 0) && byte == GO;
}

bool channel_receive(const struct channel *c, void *data, size_t len)
{
	return get(c->sync, data, len, 0);
}

void channel_send_pid(const struct channel *c, pid_t pid)
{
	(void)put(c->sync, &pid, sizeof(pid));
}

bool channel_done(const struct channel *c)
{
	return write(c->sync, &(char){ DONE }, 1) == 1;
}

_Noreturn void channel_fail(const struct channel *c, struct err *e)
{
	err_send(c->error, e);
	_exit(EXIT_FAILURE);
}
