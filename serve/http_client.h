/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The clients that are connected: who they are, what they asked last, and
 * until when they must have asked or taken what they asked for.
 */
#pragma once

#include <netinet/in.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/socket.h>

#include "lib/buf.h"
#include "serve/access_log.h"
#include "serve/request.h"

enum http_client_phase {
	HTTP_CLIENT_WAITING, /* for a request, or in the middle of its head */
	HTTP_CLIENT_ANSWERING,
	HTTP_CLIENT_CUT, /* out of time; the connection is shut down */
};

struct http_client {
	struct http_client *prev, *next;
	int fd;
	uint64_t network; /* an IPv4 address or an IPv6 /64; 0: not counted */
	char name[INET6_ADDRSTRLEN];

	enum http_client_phase phase;
	int64_t since_ms;    /* when it began to wait */
	int64_t deadline_ms; /* of the phase */

	bool began;     /* the request line is there */
	bool head_read; /* and the head was looked at */
	int64_t began_us;
	struct buf target;     /* as it was sent */
	const char *target_at; /* where the library has it */
	struct buf joined;     /* lists of fields, for @request */
	struct request request;
	unsigned refusal; /* status; 0: none */

	unsigned status;   /* of the answer; 0: none yet */
	uint64_t bytes;    /* of its body */
	struct buf line;   /* the request line, quoted for the log */
	struct buf origin; /* Referer and User-Agent, quoted */
};

/* All zeros is empty. */
struct http_clients {
	struct http_client *first;
	size_t len;
	int64_t head_timeout_ms;
};

int64_t http_client_now_us(void); /* of a clock that only goes forward */

/* How many come from the network of @peer; 0 when that is not counted: local
 * sockets and loopback, where a proxy would speak for many. */
size_t http_clients_from(const struct http_clients *all,
			 const struct sockaddr *peer);

/* Connection @fd, which is borrowed. */
struct http_client *http_clients_add(struct http_clients *all, int fd,
				     const struct sockaddr *peer);

void http_clients_remove(struct http_clients *all, struct http_client *c);

/* The request line has come. */
void http_client_begin(struct http_client *c, const char *target);

/* The answer is about to be sent. */
void http_client_answer(struct http_client *c, unsigned status, uint64_t bytes);

/* It is sent, or will never be: log it and wait for the next request. */
void http_client_finish(struct http_clients *all, struct http_client *c,
			bool whole, struct access_log *log);

/* Shut down what is out of time. */
void http_clients_sweep(struct http_clients *all);

/* Shut down those that wait, and began to before @before_ms. */
void http_clients_end_idle(struct http_clients *all, int64_t before_ms);

/* Shut down the one that has waited longest; false when none waits. */
bool http_clients_end_oldest(struct http_clients *all);
