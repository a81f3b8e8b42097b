/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blogctl/supervisor/supervisor_lock.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/syscall.h>

#include "lib/cleanup.h"
#include "lib/mem.h"

#define END_TIMEOUT_MS 5000

static fallible open_lock(const struct place *p, int flags, int *ret_fd)
{
	auto_free char *path = mem_printf("%s/" PLACE_SUPERVISOR_LOCK, p->run);
	int fd = open(path, flags | O_CLOEXEC | O_NOFOLLOW, 0600);

	if (fd < 0)
		return err_sys("open '%s'", path);
	*ret_fd = fd;
	return NULL;
}

fallible supervisor_lock_take(const struct place *p, int *ret_fd)
{
	struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
	auto_close int fd = -1;
	struct err *e;

	e = open_lock(p, O_CREAT | O_RDWR, &fd);
	if (e)
		return e;
	if (fcntl(fd, F_SETLK, &lock) == 0) {
		*ret_fd = take_fd(&fd);
		return NULL;
	}
	if (errno == EACCES || errno == EAGAIN)
		return err_new(&ERR_EXISTS, "site '%s' is supervised already",
			       p->site);
	return err_sys("lock '%s'", PLACE_SUPERVISOR_LOCK);
}

fallible supervisor_lock_holder(const struct place *p, pid_t *ret_pid)
{
	struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
	auto_close int fd = -1;
	struct err *e;

	e = open_lock(p, O_RDWR, &fd);
	if (e && err_is(e, &ERR_NOT_FOUND)) {
		err_drop(e);
		*ret_pid = 0;
		return NULL;
	}
	if (e)
		return e;
	if (fcntl(fd, F_GETLK, &lock) < 0)
		return err_sys("ask for the holder of '%s'",
			       PLACE_SUPERVISOR_LOCK);
	*ret_pid = lock.l_type == F_UNLCK ? 0 : lock.l_pid;
	return NULL;
}

static fallible end_process(int pidfd)
{
	struct pollfd ended = { .fd = pidfd, .events = POLLIN };

	(void)syscall(SYS_pidfd_send_signal, pidfd, SIGTERM, NULL, 0);
	if (poll(&ended, 1, END_TIMEOUT_MS) > 0)
		return NULL;
	(void)syscall(SYS_pidfd_send_signal, pidfd, SIGKILL, NULL, 0);
	if (poll(&ended, 1, END_TIMEOUT_MS) > 0)
		return NULL;
	return err_new(&ERR_SYSTEM, "the supervisor does not end");
}

fallible supervisor_lock_end_holder(const struct place *p)
{
	auto_close int pidfd = -1;
	pid_t pid = 0;
	pid_t again = 0;
	struct err *e;

	e = supervisor_lock_holder(p, &pid);
	if (e || !pid)
		return e;
	pidfd = (int)syscall(SYS_pidfd_open, pid, 0);
	if (pidfd < 0)
		return errno == ESRCH ? NULL : err_sys("open process %d", pid);
	/* The pid may have been given to another process before we held it. */
	e = supervisor_lock_holder(p, &again);
	if (e || again != pid)
		return e;
	return end_process(pidfd);
}
