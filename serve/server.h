/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The server: one loop over the listening sockets, the connections, the volume
 * and the signals. It answers from the live release and says so in the report
 * each time that is another one.
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "lib/cleanup.h"
#include "lib/err.h"
#include "serve/access_log.h"
#include "serve/http.h"

struct server;

/* Descriptors are borrowed. */
struct server_config {
	const char *volume;
	const int *listeners; /* non-blocking */
	size_t listeners_len;
	int report; /* open for appending; -1: none */
	int log;    /* where the access log goes */
	uint64_t connections_max;
	uint64_t per_network_max;
	uint64_t head_timeout_ms;
};

struct server_deps {
	struct http http;
	struct access_log *log;
	int volume;  /* a directory */
	int watch;   /* of the volume: volume_watch.h */
	int signals; /* a signalfd(2) that tells of the order to stop */
};

/* Takes @deps. */
fallible server_wire_with(const struct server_config *cfg,
			  struct server_deps deps, struct server **ret);
fallible server_wire(const struct server_config *cfg, struct server **ret);

/* NULL is fine. */
void server_free(struct server *s);
DEFINE_FREEP(server)
#define auto_server __attribute__((cleanup(server_freep)))

/* The volume, to be confined to. */
int server_volume(const struct server *s);

/*
 * Serve until told to stop; then let what is being sent come to its end, for a
 * while.
 */
fallible server_run(struct server *s);
