/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How a launcher and the process it starts talk until the program runs. The
 * launcher lets the process go; the process says that all its steps are done,
 * or sends the error of the one that failed. Every end is closed on exec, so
 * silence after "done" means that the program has been executed.
 */
#pragma once

#include <sys/types.h>

#include "lib/err.h"

struct channel {
	int sync;  /* a socket, both ways */
	int error; /* a pipe: the launcher reads, the process writes */
};

#define CHANNEL_NONE                                                           \
	{                                                                      \
		.sync = -1, .error = -1                                        \
	}

void channel_close(struct channel *c);
#define auto_channel __attribute__((cleanup(channel_close)))

/* Make both ends. */
fallible channel_open(struct channel *ret_launcher,
		      struct channel *ret_process);

/* Launcher: let the process go. It may be gone: then the next call says so. */
void channel_go(const struct channel *c);

/* Launcher: send what the process will receive after it has been let go. */
void channel_send(const struct channel *c, const void *data, size_t len);

/*
 * Launcher: the number that another process, which has ended by now, sent with
 * channel_send_pid(). Without one nobody is let go any more.
 */
fallible channel_receive_pid(const struct channel *c, pid_t *ret);

/*
 * Launcher: wait until the program has been executed. Its own ends of the
 * other side must be closed by now. An error is the one that was sent, or that
 * the process died before it was done. *@ret_pid is, by the kernel's word and
 * as we see it, the process that said it was done.
 */
fallible channel_await(const struct channel *c, pid_t *ret_pid);

/*
 * Launcher: wait until the process stops for hooks; false when it has ended.
 * It goes on once it is sent its pid with channel_send().
 */
bool channel_await_hooks(const struct channel *c);

/* Process: stop for hooks until the launcher has run those outside; false when
 * it is gone. *@ret_pid is ours as the launcher sees it. */
bool channel_stop_for_hooks(const struct channel *c, pid_t *ret_pid);

/* Process: wait to be let go; false when the launcher is gone. */
bool channel_wait(const struct channel *c);

/* Process: exactly @len bytes; false when the launcher is gone. */
bool channel_receive(const struct channel *c, void *data, size_t len);
void channel_send_pid(const struct channel *c, pid_t pid);

/*
 * Process: all is done but the execve(2). Ends the process by SIGPIPE or says
 * false when the launcher is gone. A single write(2), for nothing else may be
 * allowed any more.
 */
bool channel_done(const struct channel *c);

/* Process: send @e, which is taken, and end. */
_Noreturn void channel_fail(const struct channel *c, struct err *e);
