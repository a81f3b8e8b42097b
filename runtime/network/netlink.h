/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Requests to the kernel's routing about the network namespace we are in.
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include <linux/netlink.h>
#include <linux/rtnetlink.h>

#include "lib/err.h"

#define NETLINK_REQUEST_BYTES 256u

/* All zeros but for its header's type and flags, and its payload, is one to
 * begin with. */
union netlink_request {
	struct nlmsghdr header;
	char bytes[NETLINK_REQUEST_BYTES];
};

/* Begin a request of @type; returns where its payload of @len bytes is. */
void *netlink_begin(union netlink_request *r, uint16_t type, uint16_t flags,
		    size_t len);

/* What does not fit is a mistake of ours. */
void netlink_add(union netlink_request *r, uint16_t attribute,
		 const void *value, size_t len);

fallible netlink_open(int *ret_fd);

/* Send @r, and return when the kernel has done it, or says why not. */
fallible netlink_ask(int fd, union netlink_request *r);

/* Send @r, which asks for a list, and call @each with each message of that. */
fallible netlink_list(int fd, union netlink_request *r,
		      void (*each)(const struct nlmsghdr *m, void *ctx),
		      void *ctx);
