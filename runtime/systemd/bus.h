/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A connection to the bus on which systemd is, the system's or the user's.
 *
 * The library for this is not to be had for a static program, and the handful
 * of messages we need are less than loading it at run time would cost: so they
 * are written by hand.
 */
#pragma once

#include "runtime/systemd/bus_message.h"

struct bus {
	int fd;
	uint32_t serial; /* of the last call */
	struct buf in;   /* the last message */
};

#define BUS_NONE                                                               \
	{                                                                      \
		.fd = -1                                                       \
	}

void bus_close(struct bus *b);
#define auto_bus __attribute__((cleanup(bus_close)))

/* @user: that of our own user, else the system's. */
fallible bus_open(bool user, struct bus *ret);

/* Send a call; b->serial is what an answer replies to. */
fallible bus_call(struct bus *b, const struct bus_call *call, struct str body);

/* The next message, good until the one after it. Waits for a while. */
fallible bus_receive(struct bus *b, struct bus_message *ret);
