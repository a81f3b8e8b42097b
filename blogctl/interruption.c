/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blogctl/interruption.h"

#include <signal.h>
#include <stddef.h>
#include <sys/signalfd.h>

const struct err_tag INTERRUPTED = { "interrupted", 130 };

static const int signals[] = { SIGINT, SIGTERM, SIGHUP };

#define SIGNALS (sizeof(signals) / sizeof(signals[0]))

static void fill(sigset_t *set)
{
	(void)sigemptyset(set);
	for (size_t i = 0; i < SIGNALS; i++)
		(void)sigaddset(set, signals[i]);
}

void interruption_hold(void)
{
	sigset_t set;

	fill(&set);
	(void)sigprocmask(SIG_BLOCK, &set, NULL);
}

void interruption_let(void)
{
	sigset_t set;

	fill(&set);
	(void)sigprocmask(SIG_UNBLOCK, &set, NULL);
}

fallible interruption_open(int *ret_fd)
{
	sigset_t set;

	fill(&set);
	*ret_fd = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
	return *ret_fd < 0 ? err_sys("make a signalfd") : NULL;
}

fallible interruption_check(void)
{
	sigset_t pending;

	(void)sigemptyset(&pending);
	(void)sigpending(&pending);
	for (size_t i = 0; i < SIGNALS; i++)
		if (sigismember(&pending, signals[i]))
			return err_new(&INTERRUPTED, "interrupted");
	return NULL;
}

fallible interruption_blame(struct err *e)
{
	struct err *interrupted = e ? interruption_check() : NULL;

	if (!interrupted)
		return e;
	err_drop(e);
	return interrupted;
}
