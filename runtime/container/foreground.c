/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/container/foreground.h"

#include <errno.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "runtime/container/relay.h"
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

void foreground_hold(struct foreground *f)
{
	sigset_t set;

	fill(&set);
	(void)sigemptyset(&f->passed);
	(void)sigprocmask(SIG_BLOCK, &set, &f->before);
}

void foreground_release(const struct foreground *f)
{
	for (size_t i = 0; i < sizeof(passed_on) / sizeof(*passed_on); i++)
		if (sigismember(&f->passed, passed_on[i]) &&
		    sigismember(&f->before, passed_on[i]))
			(void)raise(passed_on[i]);
	(void)sigprocmask(SIG_SETMASK, &f->before, NULL);
}

/* A terminal that has changed its size is not the program's own. */
static void pass_on(struct foreground *f, int signals, int pidfd,
		    const struct relay *relay)
{
	struct signalfd_siginfo info;

	if (read(signals, &info, sizeof(info)) != (ssize_t)sizeof(info))
		return;
	(void)sigaddset(&f->passed, (int)info.ssi_signo);
	if (relay && info.ssi_signo == SIGWINCH)
		relay_resize(relay);
	else
		(void)syscall(SYS_pidfd_send_signal, pidfd, (int)info.ssi_signo,
			      NULL, 0);
}

/* Until the process has ended. */
static fallible serve(struct foreground *f, int signals, int pidfd,
		      struct relay *relay)
{
	for (;;) {
		struct pollfd p[2 + RELAY_FDS] = {
			{ .fd = signals, .events = POLLIN },
			{ .fd = pidfd, .events = POLLIN },
		};

		if (relay)
			relay_prepare(relay, p + 2);
		if (poll(p, relay ? 2 + RELAY_FDS : 2, -1) < 0) {
			if (errno == EINTR)
				continue;
			return err_sys("wait for the process");
		}
		if (p[0].revents)
			pass_on(f, signals, pidfd, relay);
		if (relay)
			relay_continue(relay, p + 2);
		if (p[1].revents)
			return NULL;
	}
}

static fallible wait_for(struct foreground *f, pid_t pid, int pidfd,
			 struct relay *relay, int *ret_status)
{
	struct err *e;
	auto_close int signals = -1;
	sigset_t set;
	int status = 0;

	fill(&set);
	signals = signalfd(-1, &set, SFD_CLOEXEC);
	if (signals < 0)
		return err_sys("watch for signals");
	e = serve(f, signals, pidfd, relay);
	if (e)
		return e;
	if (relay)
		relay_drain(relay);
	if (waitpid(pid, &status, 0) < 0)
		return err_sys("wait for process %d", (int)pid);
	*ret_status = wait_status_to_exit(status);
	return NULL;
}

/* Without a terminal, or with one that somebody else was sent, there is nothing
 * to relay. */
fallible foreground_wait(struct foreground *f, pid_t pid, int pidfd,
			 const struct terminal *t, int *ret_status)
{
	auto_relay struct relay relay = RELAY_NONE;
	auto_close int master = -1;
	struct err *e;

	if (t->receiver < 0)
		return wait_for(f, pid, pidfd, NULL, ret_status);
	e = terminal_receive(t, &master);
	if (!e)
		e = relay_begin(&relay, take_fd(&master));
	return e ? e : wait_for(f, pid, pidfd, &relay, ret_status);
}
