/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/process/init.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "runtime/wait_status.h"

fallible init_split(pid_t *ret_program)
{
	sigset_t all;
	pid_t pid;

	(void)sigfillset(&all);
	(void)sigprocmask(SIG_BLOCK, &all, NULL);
	pid = fork();
	if (pid < 0)
		return err_sys("start the program's process");
	*ret_program = pid;
	return NULL;
}

/* Signals of dead children coalesce, so each time all there are are taken. */
static void reap(pid_t program)
{
	pid_t pid;
	int status;

	while ((pid = waitpid(-1, &status, WNOHANG)) > 0)
		if (pid == program)
			_exit(wait_status_to_exit(status));
}

/* Signals a fault of our own raises cannot be waited for. */
static void wait_for_all(sigset_t *ret)
{
	(void)sigfillset(ret);
	(void)sigdelset(ret, SIGSEGV);
	(void)sigdelset(ret, SIGBUS);
	(void)sigdelset(ret, SIGILL);
	(void)sigdelset(ret, SIGFPE);
}

_Noreturn void init_run(pid_t program)
{
	sigset_t signals;

	/* They are the launcher's, and not for the container. */
	if (close_range(0, ~0u, 0))
		_exit(EXIT_FAILURE);
	(void)prctl(PR_SET_NAME, "nsrun-init");
	wait_for_all(&signals);
	reap(program);
	for (;;) {
		siginfo_t info;
		int signal = sigwaitinfo(&signals, &info);

		if (signal == SIGCHLD)
			reap(program);
		else if (signal > 0)
			(void)kill(program, signal);
	}
}
