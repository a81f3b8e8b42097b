/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A terminal of a container's own: a pair from its own devpts, one end of which
 * becomes the standard streams of its program, while the other is handed out
 * through a socket, in the way that engines expect it.
 */
#pragma once

#include <sys/ioctl.h>

#include "lib/err.h"

struct terminal {
	int socket;          /* where to send the master; -1: there is none */
	int receiver;        /* its other end, if we are to have it; or -1 */
	unsigned short rows; /* 0 and 0: unknown */
	unsigned short columns;
};

#define TERMINAL_NONE                                                          \
	{                                                                      \
		.socket = -1, .receiver = -1                                   \
	}

void terminal_release(struct terminal *t);
#define auto_terminal __attribute__((cleanup(terminal_release)))

/*
 * In the process that becomes the program: make a pair in the devpts at
 * /dev/pts of the container whose root is @root, send the master away, and make
 * the other end our standard streams.
 */
fallible terminal_open(const struct terminal *t, int root);

/* Make standard input the controlling terminal of our session. */
fallible terminal_control(void);

/* The master is to be sent to whoever listens at @path, or, when that is NULL,
 * to us, and is then of the size of our own. */
fallible terminal_offer(struct terminal *t, const char *path);

/* Take the master that was sent. */
fallible terminal_receive(const struct terminal *t, int *ret_master);
