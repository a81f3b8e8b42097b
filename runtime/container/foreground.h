/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Waiting for a process while passing on to it the signals we are sent.
 */
#pragma once

#include <signal.h>
#include <sys/types.h>

#include "lib/err.h"
#include "runtime/process/terminal.h"

/* Hold back the signals to pass on, from before the process is started. Undone
 * by foreground_release(). */
void foreground_hold(sigset_t *ret_before);
void foreground_release(const sigset_t *before);

/*
 * Wait for @pid, a child of ours with descriptor @pidfd, to end, with our
 * standard streams relayed to terminal @t if we are the one to receive it.
 * *@ret_status is 128 + n when signal n killed it.
 */
fallible foreground_wait(pid_t pid, int pidfd, const struct terminal *t,
			 int *ret_status);
