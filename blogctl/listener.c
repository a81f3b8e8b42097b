/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blogctl/listener.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>

#include "lib/cleanup.h"
#include "lib/mem.h"
#include "lib/num.h"

#define BACKLOG 4096

/* serve gets its sockets from 3 on, and opens little before. */
#define MAX_FD_LOOKED_AT 64

const struct err_tag LISTENER_TAKEN = { "port taken", 1 };

/* Either kind of address, as bind(2) wants it. */
struct endpoint {
	union {
		struct sockaddr any;
		struct sockaddr_in v4;
		struct sockaddr_in6 v6;
	} address;
	socklen_t len;
};

static bool parse_host(struct str host, uint16_t port, struct endpoint *ret)
{
	auto_free char *text = mem_strndup(host.data, host.len);
	struct sockaddr_in v4 = { .sin_family = AF_INET,
				  .sin_port = htons(port) };
	struct sockaddr_in6 v6 = { .sin6_family = AF_INET6,
				   .sin6_port = htons(port) };

	if (inet_pton(AF_INET, text, &v4.sin_addr) == 1) {
		ret->address.v4 = v4;
		ret->len = sizeof(v4);
		return true;
	}
	if (host.len > 2 && text[0] == '[' && text[host.len - 1] == ']') {
		text[host.len - 1] = '\0';
		if (inet_pton(AF_INET6, text + 1, &v6.sin6_addr) == 1) {
			ret->address.v6 = v6;
			ret->len = sizeof(v6);
			return true;
		}
	}
	return false;
}

static fallible parse(const char *address, struct endpoint *ret)
{
	const char *colon = strrchr(address, ':');
	struct str host = STR("0.0.0.0");
	struct endpoint endpoint = { 0 };
	uint64_t port;

	if (colon && colon > address)
		host = str_n(address, (size_t)(colon - address));
	if (!num_parse_uint(str_of(colon ? colon + 1 : address), 65535,
			    &port) ||
	    !port || !parse_host(host, (uint16_t)port, &endpoint))
		return err_new(&ERR_USAGE,
			       "'%s' is no address to listen at; try "
			       "127.0.0.1:8080 or [::1]:8080",
			       address);
	*ret = endpoint;
	return NULL;
}

static char *format(const struct endpoint *endpoint)
{
	char host[INET6_ADDRSTRLEN];

	if (endpoint->address.any.sa_family == AF_INET) {
		(void)inet_ntop(AF_INET, &endpoint->address.v4.sin_addr, host,
				sizeof(host));
		return mem_printf("%s:%d", host,
				  ntohs(endpoint->address.v4.sin_port));
	}
	(void)inet_ntop(AF_INET6, &endpoint->address.v6.sin6_addr, host,
			sizeof(host));
	return mem_printf("[%s]:%d", host,
			  ntohs(endpoint->address.v6.sin6_port));
}

fallible listener_normalize(const char *address, char **ret)
{
	struct endpoint endpoint = { 0 };
	struct err *e = parse(address, &endpoint);

	if (!e)
		*ret = format(&endpoint);
	return e;
}

static fallible refuse(const char *address)
{
	if (errno == EADDRINUSE)
		return err_new(&LISTENER_TAKEN,
			       "%s is taken: another program listens there; "
			       "choose another with --listen",
			       address);
	if (errno == EACCES)
		return err_new(&ERR_DENIED,
			       "%s needs root; choose a port from 1024 on with "
			       "--listen",
			       address);
	if (errno == EADDRNOTAVAIL)
		return err_new(&ERR_NOT_FOUND,
			       "%s is not at an address of this machine; "
			       "`ip address` lists them",
			       address);
	return err_sys("listen at %s", address);
}

fallible listener_open(const char *address, int *ret_fd)
{
	auto_close int fd = -1;
	struct endpoint at = { 0 };
	const int on = 1;
	struct err *e;

	e = parse(address, &at);
	if (e)
		return e;
	fd = socket(at.address.any.sa_family,
		    SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd < 0)
		return err_sys("make a socket");
	/* Not against another listener: only against what lingers. */
	if (setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on)) < 0)
		return err_sys("set up a socket");
	if (bind(fd, &at.address.any, at.len) < 0 || listen(fd, BACKLOG) < 0)
		return refuse(address);
	*ret_fd = take_fd(&fd);
	return NULL;
}

bool listener_is_listening(int fd)
{
	socklen_t len = sizeof(int);
	int listening = 0;

	return getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &listening, &len) ==
		       0 &&
	       listening;
}

fallible listener_ensure(const char *address, int *fd)
{
	int opened = -1;
	struct err *e;

	if (*fd >= 0 && listener_is_listening(*fd))
		return NULL;
	if (*fd >= 0)
		(void)close(take_fd(fd));
	e = listener_open(address, &opened);
	if (!e)
		*fd = opened;
	return e;
}

static bool is_bound_to(int fd, const char *address)
{
	auto_free char *bound = NULL;
	struct endpoint at = { .len = sizeof(at.address) };

	if (!listener_is_listening(fd) ||
	    getsockname(fd, &at.address.any, &at.len) < 0)
		return false;
	if (at.address.any.sa_family != AF_INET &&
	    at.address.any.sa_family != AF_INET6)
		return false;
	bound = format(&at);
	return !strcmp(bound, address);
}

fallible listener_take_over(int pidfd, const char *address, int *ret_fd)
{
	auto_free char *full = NULL;
	struct err *e = listener_normalize(address, &full);

	if (e)
		return e;
	for (int theirs = 3; theirs < MAX_FD_LOOKED_AT; theirs++) {
		auto_close int fd =
			(int)syscall(SYS_pidfd_getfd, pidfd, theirs, 0);

		if (fd < 0 && errno != EBADF)
			return err_sys("take over the socket at %s", address);
		if (fd >= 0 && is_bound_to(fd, full)) {
			*ret_fd = take_fd(&fd);
			return NULL;
		}
	}
	return err_new(&ERR_NOT_FOUND, "nobody holds a socket at %s", address);
}

/* Who listens at every address answers on this machine, too. */
static const char *reachable(const char *host)
{
	if (!strcmp(host, "0.0.0.0") || !strcmp(host, "[::]"))
		return "localhost";
	return host;
}

char *listener_url(const char *address)
{
	auto_free char *host = NULL;
	char *port;
	struct err *e = listener_normalize(address, &host);

	if (e) {
		err_drop(e);
		return mem_strdup(address);
	}
	port = strrchr(host, ':');
	*port++ = '\0';
	if (!strcmp(port, "80"))
		return mem_printf("http://%s/", reachable(host));
	return mem_printf("http://%s:%s/", reachable(host), port);
}
