/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Ctrl-C, or another request to end, while a command is in the middle of
 * something: it is held back until the command looks, which then puts things
 * in order before it ends.
 */
#pragma once

#include "lib/err.h"

/* The exit status is what a shell shows for a program that Ctrl-C ended. */
extern const struct err_tag INTERRUPTED;

/* Hold SIGINT, SIGTERM and SIGHUP back from now on. */
void interruption_hold(void);

/* Let them end this process again: for a child that has nothing to tidy up. */
void interruption_let(void);

/*
 * A descriptor, readable once a signal is held back, to wait for along with
 * other things; it is not to be read. Of no effect when nothing is held.
 */
fallible interruption_open(int *ret_fd);

/* INTERRUPTED: a signal is held back. */
fallible interruption_check(void);

/* Takes @e. What failed while a signal is held back failed because of it, for
 * Ctrl-C is sent to all processes of a terminal. */
fallible interruption_blame(struct err *e);
