/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "serve/passed_fds.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/num.h"

static fallible get_option(int fd, int option, const char *what, int want)
{
	socklen_t size = sizeof(int);
	int value = 0;

	if (getsockopt(fd, SOL_SOCKET, option, &value, &size))
		return err_sys("ask descriptor %d for its %s", fd, what);
	if (value != want)
		return err_new(&ERR_USAGE, "descriptor %d has a wrong %s", fd,
			       what);
	return NULL;
}

static fallible check_socket(int fd)
{
	struct sockaddr_storage address = { 0 };
	socklen_t size = sizeof(address);
	struct err *e;

	e = get_option(fd, SO_TYPE, "socket type", SOCK_STREAM);
	if (e)
		return e;
	e = get_option(fd, SO_ACCEPTCONN, "state: it does not listen", 1);
	if (e)
		return e;
	if (getsockname(fd, (struct sockaddr *)&address, &size))
		return err_sys("ask descriptor %d for its address", fd);
	if (address.ss_family != AF_INET && address.ss_family != AF_INET6 &&
	    address.ss_family != AF_UNIX)
		return err_new(&ERR_USAGE,
			       "descriptor %d has address family %d", fd,
			       address.ss_family);
	return NULL;
}

/* Another may accept what epoll told us of, so accepting must not block. */
static fallible take_socket(int fd, struct passed_fds *p)
{
	struct err *e;
	int flags;

	e = check_socket(fd);
	if (e)
		return e;
	flags = fcntl(fd, F_GETFL);
	if (flags < 0 || fcntl(fd, F_SETFL, flags | O_NONBLOCK))
		return err_sys("make descriptor %d non-blocking", fd);
	p->sockets[p->sockets_len++] = fd;
	return NULL;
}

static fallible take_report(int fd, struct passed_fds *p)
{
	struct stat st;
	int flags;

	if (p->has_report)
		return err_new(&ERR_USAGE,
			       "more than one descriptor named 'report'");
	flags = fcntl(fd, F_GETFL);
	if (flags < 0 || fstat(fd, &st))
		return err_sys("look at descriptor %d", fd);
	if (!S_ISREG(st.st_mode))
		return err_new(&ERR_USAGE,
			       "descriptor %d, 'report', is not a regular file",
			       fd);
	if (!(flags & O_APPEND) || (flags & O_ACCMODE) == O_RDONLY)
		return err_new(&ERR_USAGE,
			       "descriptor %d, 'report', is not open for "
			       "appending",
			       fd);
	p->has_report = true;
	p->report = fd;
	return NULL;
}

static fallible take_one(int fd, struct str name, struct passed_fds *p)
{
	struct err *e;

	if (str_is(name, "http"))
		e = take_socket(fd, p);
	else if (str_is(name, "report"))
		e = take_report(fd, p);
	else
		return err_new(&ERR_USAGE,
			       "descriptor %d is named '%.*s', not 'http' or "
			       "'report'",
			       fd, STR_FMT(name));
	if (e)
		return e;
	if (fcntl(fd, F_SETFD, FD_CLOEXEC))
		return err_sys("make descriptor %d close-on-exec", fd);
	return NULL;
}

/* How many were passed to us; what was meant for another counts as none. */
static fallible count_passed(const struct passed_env *env, uint64_t *ret)
{
	uint64_t pid;

	*ret = 0;
	if (!env->pid || !env->count)
		return NULL;
	if (!num_parse_uint(str_of(env->pid), INT32_MAX, &pid))
		return err_new(&ERR_USAGE, "LISTEN_PID '%s' is not a number",
			       env->pid);
	if (pid != (uint64_t)getpid())
		return NULL;
	if (!num_parse_uint(str_of(env->count), PASSED_FDS_MAX, ret))
		return err_new(&ERR_USAGE,
			       "LISTEN_FDS '%s' is not a number up to %d",
			       env->count, PASSED_FDS_MAX);
	return NULL;
}

fallible passed_fds_take(const struct passed_env *env, struct passed_fds *ret)
{
	struct passed_fds p = { .report = -1, .last = PASSED_FDS_FIRST - 1 };
	struct str names = str_of(env->names);
	uint64_t count;
	struct err *e;

	e = count_passed(env, &count);
	if (e)
		return e;
	for (uint64_t i = 0; i < count; i++) {
		struct str name;

		if (!str_split(&names, ':', &name))
			return err_new(&ERR_USAGE,
				       "LISTEN_FDNAMES has fewer names than "
				       "there are descriptors");
		e = take_one(++p.last, name, &p);
		if (e)
			return e;
	}
	if (!p.sockets_len)
		return err_new(&ERR_USAGE,
			       "no listening socket named 'http' was passed "
			       "(LISTEN_FDS); serve binds none by itself");
	*ret = p;
	return NULL;
}
