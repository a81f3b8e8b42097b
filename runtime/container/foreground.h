/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Waiting for a process while passing on to it the signals we are sent.
 */
#pragma once

#include <signal.h>
#include <sys/types.h>

#include "lib/err.h"
#include "runtime/process/terminal.h"

struct foreground {
	sigset_t before; /* what the caller holds back itself */
	sigset_t passed; /* what was passed on */
};

/*
 * Hold back the signals to pass on, from before the process is started. Undone
 * by foreground_release(); a caller that held one back before finds it pending,
 * though it was passed on.
 */
void foreground_hold(struct foreground *f);
void foreground_release(const struct foreground *f);

/*
 * Wait for @pid, a child of ours with descriptor @pidfd, to end, with our
 * standard streams relayed to terminal @t if we are the one to receive it.
 * *@ret_status is 128 + n when signal n killed it.
 */
fallible foreground_wait(struct foreground *f, pid_t pid, int pidfd,
			 const struct terminal *t, int *ret_status);
