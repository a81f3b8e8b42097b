/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/systemd/scope_keeper.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "runtime/kept_fds.h"

static _Noreturn void keep(int fd)
{
	sigset_t all;
	char byte;

	(void)sigfillset(&all);
	(void)sigprocmask(SIG_BLOCK, &all, NULL);
	(void)prctl(PR_SET_NAME, "nsrun-keeper");
	/* With the other end open too it would not hear of our end. */
	if (kept_fds_close_others(0, &fd, 1))
		_exit(EXIT_FAILURE);
	while (read(fd, &byte, 1) < 0 && errno == EINTR)
		;
	_exit(EXIT_SUCCESS);
}

fallible scope_keeper_start(struct scope_keeper *ret)
{
	int ends[2];
	pid_t pid;

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends))
		return err_sys("make a pair of sockets");
	pid = fork();
	if (pid == 0)
		keep(ends[1]);
	(void)close(ends[1]);
	if (pid < 0) {
		(void)close(ends[0]);
		return err_sys("start a process");
	}
	*ret = (struct scope_keeper){ .pid = pid, .fd = ends[0] };
	return NULL;
}

void scope_keeper_let_go(const struct scope_keeper *k)
{
	if (k->fd < 0)
		return;
	(void)shutdown(k->fd, SHUT_RDWR);
	/* Whoever is not its parent need not wait. */
	while (waitpid(k->pid, NULL, 0) < 0 && errno == EINTR)
		;
}

void scope_keeper_release(struct scope_keeper *k)
{
	scope_keeper_let_go(k);
	cleanup_close(&k->fd);
	*k = (struct scope_keeper)SCOPE_KEEPER_NONE;
}
