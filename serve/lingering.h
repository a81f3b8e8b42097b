/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Connections that were answered while the client may still be sending. Closed
 * at once, the bytes nobody reads would make the kernel reset the connection,
 * and the answer could be lost on its way: RFC 9112 section 9.6. So their
 * other half stays open for a while, and what comes is thrown away.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define LINGERING_MAX 64 /* connections at a time; beyond that, no mercy */
#define LINGERING_PERIOD_MS 100 /* how often to call lingering_run() */

struct lingering_socket {
	int fd;
	int64_t deadline_ms;
	size_t left; /* bytes it may still send */
};

/* All zeros is empty. */
struct lingering {
	struct lingering_socket sockets[LINGERING_MAX];
	size_t len;
};

/* Close them all. */
void lingering_release(struct lingering *l);

/* Whose sending half was shut down; @fd is not taken, but duplicated. */
void lingering_add(struct lingering *l, int fd, int64_t now_ms);

/* Throw away what came, and close what has ended or is out of time. */
void lingering_run(struct lingering *l, int64_t now_ms);
