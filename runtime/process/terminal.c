/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/process/terminal.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/un.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <linux/magic.h>

#include "lib/cleanup.h"
#include "lib/mem.h"
#include "runtime/process/rooted.h"

#define FOLDER "/dev/pts"
#define NAME "/dev/ptmx" /* what a master is announced as */

/* Names in a devpts are the kernel's alone, so what is opened there cannot have
 * been put there by the container. */
static fallible open_master(int root, int *ret)
{
	auto_close int folder = -1, fd = -1;
	struct statfs fs;
	struct stat st;
	struct err *e = rooted_open(root, FOLDER, false, &folder);

	if (e)
		return e;
	if (fstatfs(folder, &fs))
		return err_sys("examine '" FOLDER "'");
	if (fs.f_type != DEVPTS_SUPER_MAGIC)
		return err_new(&ERR_INPUT, "'" FOLDER "' is no devpts");
	fd = openat(folder, "ptmx", O_RDWR | O_NOCTTY | O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0 || fstat(fd, &st))
		return err_sys("open '" FOLDER "/ptmx'");
	if (!S_ISCHR(st.st_mode) || st.st_rdev != makedev(5, 2))
		return err_new(&ERR_INPUT, "'" FOLDER "/ptmx' is another "
					   "device");
	*ret = take_fd(&fd);
	return NULL;
}

static fallible open_slave(int master, const struct terminal *t, int *ret)
{
	const struct winsize size = { .ws_row = t->rows, .ws_col = t->columns };
	int unlocked = 0;
	auto_close int fd = -1;

	if (ioctl(master, TIOCSPTLCK, &unlocked))
		return err_sys("unlock the terminal");
	fd = ioctl(master, TIOCGPTPEER, O_RDWR | O_NOCTTY | O_CLOEXEC);
	if (fd < 0)
		return err_sys("open the terminal");
	if ((t->rows || t->columns) && ioctl(fd, TIOCSWINSZ, &size))
		return err_sys("set the size of the terminal");
	*ret = take_fd(&fd);
	return NULL;
}

union descriptor {
	char space[CMSG_SPACE(sizeof(int))];
	struct cmsghdr header; /* aligns it */
};

static fallible send_master(int socket, int master)
{
	union descriptor control = { 0 };
	struct iovec part = { .iov_base = (char[]){ NAME },
			      .iov_len = sizeof(NAME) - 1 };
	struct msghdr message = { .msg_iov = &part,
				  .msg_iovlen = 1,
				  .msg_control = &control,
				  .msg_controllen = sizeof(control) };
	struct cmsghdr *c = CMSG_FIRSTHDR(&message);

	c->cmsg_level = SOL_SOCKET;
	c->cmsg_type = SCM_RIGHTS;
	c->cmsg_len = CMSG_LEN(sizeof(int));
	memcpy(CMSG_DATA(c), &master, sizeof(int));
	if (sendmsg(socket, &message, MSG_NOSIGNAL) < 0)
		return err_sys("send the terminal");
	return NULL;
}

fallible terminal_open(const struct terminal *t, int root)
{
	auto_close int master = -1, slave = -1;
	struct err *e = open_master(root, &master);

	if (!e)
		e = open_slave(master, t, &slave);
	if (!e)
		e = send_master(t->socket, master);
	for (int i = STDIN_FILENO; i <= STDERR_FILENO && !e; i++)
		if (dup2(slave, i) < 0)
			e = err_sys("set descriptor %d", i);
	return e ? err_wrap(e, "process.terminal") : NULL;
}

fallible terminal_control(void)
{
	if (ioctl(STDIN_FILENO, TIOCSCTTY, 0))
		return err_sys("process.terminal: take control of it");
	return NULL;
}

/* A path may be longer than an address: then it is named from its folder. */
static bool name_socket(const char *path, int folder, struct sockaddr_un *ret)
{
	const char *slash = strrchr(path, '/');
	int len;

	*ret = (struct sockaddr_un){ .sun_family = AF_UNIX };
	if (strlen(path) < sizeof(ret->sun_path) || !slash)
		len = snprintf(ret->sun_path, sizeof(ret->sun_path), "%s",
			       path);
	else
		len = snprintf(ret->sun_path, sizeof(ret->sun_path),
			       "/proc/self/fd/%d%s", folder, slash);
	return len < (int)sizeof(ret->sun_path);
}

static fallible connect_to(const char *path, int *ret)
{
	auto_free char *copy = mem_strdup(path);
	auto_close int folder = open(dirname(copy), O_PATH | O_CLOEXEC);
	auto_close int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	struct sockaddr_un a;

	if (fd < 0)
		return err_sys("make a socket");
	if (!name_socket(path, folder, &a))
		return err_new(&ERR_USAGE,
			       "console socket '%s': its name is "
			       "too long",
			       path);
	if (connect(fd, (const struct sockaddr *)&a, sizeof(a)))
		return err_sys("console socket '%s'", path);
	*ret = take_fd(&fd);
	return NULL;
}

fallible terminal_offer(struct terminal *t, const char *path)
{
	struct winsize size;
	int ends[2];

	if (path)
		return connect_to(path, &t->socket);
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends))
		return err_sys("make a socket pair");
	t->socket = ends[0];
	t->receiver = ends[1];
	if (!ioctl(STDIN_FILENO, TIOCGWINSZ, &size)) {
		t->rows = size.ws_row;
		t->columns = size.ws_col;
	}
	return NULL;
}

void terminal_release(struct terminal *t)
{
	cleanup_close(&t->socket);
	cleanup_close(&t->receiver);
	t->socket = t->receiver = -1;
}

fallible terminal_receive(const struct terminal *t, int *ret_master)
{
	union descriptor control;
	char name[sizeof(NAME)];
	struct iovec part = { .iov_base = name, .iov_len = sizeof(name) };
	struct msghdr message = { .msg_iov = &part,
				  .msg_iovlen = 1,
				  .msg_control = &control,
				  .msg_controllen = sizeof(control) };
	const struct cmsghdr *c;

	if (recvmsg(t->receiver, &message, MSG_CMSG_CLOEXEC | MSG_DONTWAIT) < 0)
		return err_sys("receive the terminal");
	c = CMSG_FIRSTHDR(&message);
	if (!c || c->cmsg_type != SCM_RIGHTS ||
	    c->cmsg_len != CMSG_LEN(sizeof(int)))
		return err_new(&ERR_SYSTEM, "no terminal was sent");
	memcpy(ret_master, CMSG_DATA(c), sizeof(int));
	return NULL;
}
