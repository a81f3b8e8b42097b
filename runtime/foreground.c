/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/foreground.h"

#include <errno.h>
#include <poll.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "runtime/wait_status.h"

/* What people and service managers send a program. Those of job control stop
 * us alone, or the caller's shell would wait for ever. */
static const int passed_on[] = { SIGHUP,  SIGINT,  SIGQUIT, SIGTERM,
				 SIGUSR1, SIGUSR2, SIGWINCH };

static void fill(sigset_t *set)
{
	(void)sigemptyset(set);
	for (size_t i = 0; i < sizeof(passed_on) / sizeof(*passed_on); i++)
		(void)sigaddset(set, passed_on[i]);
}

void foreground_hold(sigset_t *ret_before)
{
	sigset_t set;

	fill(&set);
	(void)sigprocmask(SIG_BLOCK, &set, ret_before);
}

void foreground_release(const sigset_t *before)
{
	(void)sigprocmask(SIG_SETMASK, before, NULL);
}

static void pass_on(int signals, int pidfd)
{
	struct signalfd_siginfo info;

	if (read(signals, &info, sizeof(info)) == (ssize_t)sizeof(info))
		(void)syscall(SYS_pidfd_send_signal, pidfd, (int)info.ssi_signo,
			      NULL, 0);
}

fallible foreground_wait(pid_t pid, int pidfd, int *ret_status)
{
	auto_close int signals = -1;
	sigset_t set;
	int status = 0;

	fill(&set);
	signals = signalfd(-1, &set, SFD_CLOEXEC);
	if (signals < 0)
		return err_sys("watch for signals");
	for (;;) {
		struct pollfd p[] = {
			{ .fd = signals, .events = POLLIN },
			{ .fd = pidfd, .events = POLLIN },
		};

		if (poll(p, 2, -1) < 0 && errno != EINTR)
			return err_sys("wait for process %d", (int)pid);
		if (p[1].revents)
			break;
		if (p[0].revents)
			pass_on(signals, pidfd);
	}
	if (waitpid(pid, &status, 0) < 0)
		return err_sys("wait for process %d", (int)pid);
	*ret_status = wait_status_to_exit(status);
	return NULL;
}
