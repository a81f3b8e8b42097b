/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Network devices of the machine that a container gets: they are moved into
 * its namespace, where they keep their addresses, under names of its own. The
 * kernel forgets the addresses on the way, so they are noted before.
 */
#pragma once

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "lib/err.h"

struct net_device {
	const char *name;   /* outside */
	const char *inside; /* and in the container */
};

struct net_address {
	size_t device; /* which one has it */
	unsigned char family;
	unsigned char prefix;
	unsigned char len;         /* of the next two: bytes */
	unsigned char local[16];   /* its own */
	unsigned char address[16]; /* its peer's, or its own */
};

struct net_devices {
	const struct net_device *items; /* borrowed */
	size_t len;
	struct net_address *addresses;
	size_t addresses_len, addresses_cap;
};

void net_devices_release(struct net_devices *d);
#define auto_net_devices __attribute__((cleanup(net_devices_release)))

/* Find the devices here, and note their lasting addresses of global scope. */
fallible net_devices_note(const struct net_device *items, size_t len,
			  struct net_devices *ret);

/* Move them into the network namespace of process @pid. */
fallible net_devices_move(const struct net_devices *d, pid_t pid);

/* In that namespace: give them their addresses again, and bring them up. */
fallible net_devices_bring_up(const struct net_devices *d);
