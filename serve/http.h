/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the server asks of an HTTP implementation: to speak with clients on
 * connections it is given, and to answer from the index it was shown.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>

#include "lib/err.h"
#include "lib/release_index.h"
#include "serve/access_log.h"

struct http_ops {
	/* A descriptor that polls readable when run() has something to do. */
	int (*pollable)(void *self);

	/* Whether another connection would be taken. If not, the one that has
	 * waited longest for a request is ended, so that there will be room. */
	bool (*has_room)(void *self);

	/* Take connection @fd from @peer, or close it if its network has too
	 * many already. */
	void (*add)(void *self, int fd, const struct sockaddr_storage *peer,
		    socklen_t peer_size);

	/* Do what can be done now; milliseconds until the next call even if
	 * nothing becomes readable, negative: no need. */
	int (*run)(void *self);

	/* Answer from @index, which is borrowed until the next call. Answers
	 * under way end as they began. NULL: nothing is published. */
	void (*show)(void *self, const struct release_index *index);

	/* From now on each connection ends with the answer it is waiting for,
	 * and the idle ones end soon. */
	void (*drain)(void *self);

	/* Connections still open. */
	size_t (*count)(void *self);

	void (*release)(void *self);
};

struct http {
	const struct http_ops *ops;
	void *self;
};

/* What is borrowed must outlive the implementation. */
struct http_config {
	int volume;             /* a public volume; borrowed */
	struct access_log *log; /* borrowed */
	uint64_t connections_max;
	uint64_t per_network_max; /* an IPv4 address or an IPv6 /64 */
	uint64_t head_timeout_ms; /* from the last answer to a whole request */
};
