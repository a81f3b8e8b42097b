/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Joins our standard streams to the master of a container's terminal. Our own
 * terminal, where we have one, hands through every key meanwhile, and is put
 * back in the end.
 */
#pragma once

#include <poll.h>
#include <stdbool.h>
#include <stddef.h>
#include <termios.h>

#include "lib/err.h"

#define RELAY_CHUNK 4096 /* bytes, about what a terminal takes in at once */
#define RELAY_FDS 2

struct relay {
	int master; /* -1: it has ended */
	int input;  /* -1: it has ended */
	bool is_raw;
	struct termios before;
	char typed[RELAY_CHUNK]; /* and not yet taken in */
	size_t typed_len;
};

#define RELAY_NONE                                                             \
	{                                                                      \
		.master = -1, .input = -1                                      \
	}

/* Takes @master. */
fallible relay_begin(struct relay *r, int master);

/* Puts our terminal back. */
void relay_release(struct relay *r);
#define auto_relay __attribute__((cleanup(relay_release)))

/* The size of our terminal becomes that of the other. */
void relay_resize(const struct relay *r);

/* What to wait for, and what to do when something of it is there. */
void relay_prepare(const struct relay *r, struct pollfd p[static RELAY_FDS]);
void relay_continue(struct relay *r, const struct pollfd p[static RELAY_FDS]);

/* Copy what is still to be shown; never waits. */
void relay_drain(struct relay *r);
