/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/container/live_process.h"

#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "lib/mem.h"
#include "lib/num.h"
#include "lib/str.h"

#define STAT_MAX 1024 /* bytes; proc(5): some 52 numbers and a short name */

/* Fields after the name, which is the second, counted from 0. */
enum field { PARENT = 1, FLAGS = 6, START_TIME = 19 };

#define PF_FORKNOEXEC 0x40 /* linux/sched.h, as proc(5) has it */

/* The name may hold anything, and ends at the last parenthesis. */
static bool parse_field(const char *stat, enum field wanted, uint64_t *ret)
{
	const char *end = strrchr(stat, ')');
	struct str rest, field;

	if (!end || end[1] != ' ')
		return false;
	rest = str_of(end + 2);
	for (int i = 0; i < (int)wanted; i++)
		if (!str_split(&rest, ' ', &field))
			return false;
	return str_split(&rest, ' ', &field) &&
	       num_parse_uint(field, UINT64_MAX, ret);
}

static fallible read_field(pid_t pid, enum field wanted, uint64_t *ret)
{
	auto_free char *path = mem_printf("/proc/%d/stat", (int)pid);
	auto_close int fd = open(path, O_RDONLY | O_CLOEXEC);
	char stat[STAT_MAX + 1];
	ssize_t len;

	if (fd < 0)
		return err_sys("open '%s'", path);
	len = read(fd, stat, STAT_MAX);
	if (len < 0)
		return err_sys("read '%s'", path);
	stat[len] = '\0';
	if (!parse_field(stat, wanted, ret))
		return err_new(&ERR_SYSTEM, "'%s' lacks field %d", path,
			       (int)wanted + 3);
	return NULL;
}

fallible live_process_identify(pid_t pid, struct live_process *ret)
{
	struct err *e = read_field(pid, START_TIME, &ret->start_time);

	if (!e)
		ret->pid = pid;
	return e;
}

fallible live_process_parent(pid_t pid, pid_t *ret_parent)
{
	uint64_t parent = 0;
	struct err *e = read_field(pid, PARENT, &parent);

	if (!e)
		*ret_parent = (pid_t)parent;
	return e;
}

fallible live_process_has_executed(pid_t pid, bool *ret)
{
	uint64_t flags = 0;
	struct err *e = read_field(pid, FLAGS, &flags);

	if (!e)
		*ret = !(flags & PF_FORKNOEXEC);
	return e;
}

fallible live_process_open(const struct live_process *p, int *ret_pidfd)
{
	auto_close int fd = (int)syscall(SYS_pidfd_open, p->pid, 0);
	struct live_process now = { 0 };
	struct pollfd ended = { .fd = fd, .events = POLLIN };
	struct err *e;

	if (fd < 0)
		return err_sys("open process %d", (int)p->pid);
	/* The descriptor pins whoever has the pid now; then ask who that is. */
	e = live_process_identify(p->pid, &now);
	if (e)
		return e;
	if (now.start_time != p->start_time || poll(&ended, 1, 0) > 0)
		return err_new(&ERR_NOT_FOUND, "process %d has ended",
			       (int)p->pid);
	*ret_pidfd = take_fd(&fd);
	return NULL;
}
