/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/systemd/bus.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "lib/mem.h"

#define SYSTEM_BUS "/run/dbus/system_bus_socket"
#define PATIENCE_S 30
#define MAX_LINE 256u

void bus_close(struct bus *b)
{
	cleanup_close(&b->fd);
	b->fd = -1;
	buf_release(&b->in);
}

static fallible find_bus(bool user, char **ret)
{
	const char *runtime = getenv("XDG_RUNTIME_DIR");

	if (user && (!runtime || !*runtime))
		return err_new(&ERR_INPUT,
			       "XDG_RUNTIME_DIR is not set, so the bus of the "
			       "user's systemd cannot be found");
	*ret = user ? mem_printf("%s/bus", runtime) : mem_strdup(SYSTEM_BUS);
	return NULL;
}

static fallible connect_to(const char *path, struct bus *b)
{
	struct sockaddr_un a = { .sun_family = AF_UNIX };
	const struct timeval patience = { .tv_sec = PATIENCE_S };

	if (strlen(path) >= sizeof(a.sun_path))
		return err_new(&ERR_INPUT,
			       "the path of the bus is too long: "
			       "'%s'",
			       path);
	memcpy(a.sun_path, path, strlen(path) + 1);
	b->fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (b->fd < 0 ||
	    setsockopt(b->fd, SOL_SOCKET, SO_RCVTIMEO, &patience,
		       sizeof(patience)) ||
	    setsockopt(b->fd, SOL_SOCKET, SO_SNDTIMEO, &patience,
		       sizeof(patience)) ||
	    connect(b->fd, (const struct sockaddr *)&a, sizeof(a)))
		return err_sys("reach systemd at '%s'", path);
	return NULL;
}

static fallible send_all(const struct bus *b, const void *data, size_t len)
{
	const char *rest = data;

	while (len) {
		ssize_t sent = send(b->fd, rest, len, MSG_NOSIGNAL);

		if (sent < 0 && errno == EINTR)
			continue;
		if (sent <= 0)
			return err_sys("write to the bus");
		rest += sent;
		len -= (size_t)sent;
	}
	return NULL;
}

static fallible receive_all(const struct bus *b, char *data, size_t len)
{
	while (len) {
		ssize_t got = recv(b->fd, data, len, 0);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return err_sys("read from the bus");
		if (got == 0)
			return err_new(&ERR_SYSTEM, "the bus closed the "
						    "connection");
		data += got;
		len -= (size_t)got;
	}
	return NULL;
}

static fallible receive_line(const struct bus *b, char line[MAX_LINE])
{
	size_t len = 0;
	struct err *e;

	do {
		e = receive_all(b, line + len, 1);
		if (e)
			return e;
	} while (line[len++] != '\n' && len < MAX_LINE);
	line[len - 1] = '\0';
	return NULL;
}

/* The kernel says who we are: what we are called in a user namespace would be
 * of no use. */
static fallible authenticate(const struct bus *b)
{
	static const char asked[] = "\0AUTH EXTERNAL\r\nDATA\r\n";
	static const char begin[] = "BEGIN\r\n";
	char line[MAX_LINE] = "";
	struct err *e = send_all(b, asked, sizeof(asked) - 1);

	if (!e)
		e = receive_line(b, line);
	if (!e)
		e = receive_line(b, line);
	if (!e && strncmp(line, "OK ", 3) != 0)
		e = err_new(&ERR_DENIED, "the bus does not take us: %s", line);
	return e ? e : send_all(b, begin, sizeof(begin) - 1);
}

fallible bus_open(bool user, struct bus *ret)
{
	static const struct bus_call hello = {
		.destination = "org.freedesktop.DBus",
		.path = "/org/freedesktop/DBus",
		.interface = "org.freedesktop.DBus",
		.member = "Hello",
	};
	auto_bus struct bus b = BUS_NONE;
	auto_free char *path = NULL;
	struct err *e = find_bus(user, &path);

	if (!e)
		e = connect_to(path, &b);
	if (!e)
		e = authenticate(&b);
	if (!e)
		e = bus_call(&b, &hello, (struct str){ 0 });
	if (e)
		return e;
	*ret = b;
	b = (struct bus)BUS_NONE;
	return NULL;
}

fallible bus_call(struct bus *b, const struct bus_call *call, struct str body)
{
	auto_buf struct buf message = { 0 };

	bus_put_call(&message, call, ++b->serial, body);
	return send_all(b, message.data, message.len);
}

fallible bus_receive(struct bus *b, struct bus_message *ret)
{
	size_t len = 0;
	struct err *e;

	buf_truncate(&b->in, 0);
	(void)buf_reserve(&b->in, BUS_HEADER_BYTES);
	e = receive_all(b, b->in.data, BUS_HEADER_BYTES);
	if (!e)
		e = bus_measure(str_n(b->in.data, BUS_HEADER_BYTES), &len);
	if (e)
		return e;
	b->in.len = BUS_HEADER_BYTES;
	(void)buf_reserve(&b->in, len - BUS_HEADER_BYTES);
	e = receive_all(b, b->in.data + BUS_HEADER_BYTES,
			len - BUS_HEADER_BYTES);
	b->in.len = len;
	return e ? e : bus_read(buf_str(&b->in), ret);
}
