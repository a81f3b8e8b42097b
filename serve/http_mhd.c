/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "serve/http_mhd.h"

#include <errno.h>
#include <microhttpd.h>
#include <stdlib.h>

#include "lib/mem.h"
#include "serve/http_client.h"
#include "serve/http_mhd_response.h"
#include "serve/lingering.h"
#include "serve/request_head.h"

/*
 * The pool of a connection is cleared for every request, so it is kept small.
 * It holds a target and fields of about 12 KB.
 */
#define POOL_SIZE ((size_t)12 << 10)

/* The library's own limit lies above ours, so ours is the one that counts. */
#define SPARE_CONNECTIONS 8

/* A client that takes nothing for so long is gone. */
#define STALL_TIMEOUT_S 30u

#define SWEEP_PERIOD_MS 500

/* Idle connections live this long when we are told to stop, so that a request
 * that is on its way is still answered. */
#define DRAIN_IDLE_MS 500

struct http_mhd {
	struct MHD_Daemon *daemon;
	int epoll;
	struct http_config cfg;
	const struct release_index *index; /* borrowed */
	struct http_mhd_responses *responses;
	struct http_clients clients;
	struct lingering lingering;
	struct buf path; /* of the request that is being answered */
	int64_t swept_ms;
	bool draining;
};

static struct http_client *client_of(struct MHD_Connection *connection)
{
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(
		connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);

	return info->socket_context;
}

/*
 * The only time the whole target is shown as it came. The library would now
 * take the query apart and fill the pool with its parts, which nobody wants:
 * so its copy ends with the question mark.
 */
static void *begin_request(void *cls, const char *uri,
			   struct MHD_Connection *connection)
{
	struct http_client *c = client_of(connection);
	char *query;

	(void)cls;
	http_client_begin(c, uri ? uri : "");
	query = uri ? strchr(uri, '?') : NULL;
	if (query)
		query[1] = 0;
	return c;
}

/* Decoding is ours, from the target as it came. */
static size_t keep_escapes(void *cls, struct MHD_Connection *connection,
			   char *text)
{
	(void)cls;
	(void)connection;
	return strlen(text);
}

static enum MHD_Result add_field(void *cls, enum MHD_ValueKind kind,
				 const char *name, size_t name_len,
				 const char *value, size_t value_len)
{
	struct request_head *head = cls;

	(void)kind;
	if (head->fields_len < REQUEST_HEAD_MAX_FIELDS)
		head->fields[head->fields_len] =
			(struct head_field){ str_n(name, name_len),
					     str_n(value, value_len) };
	head->fields_len++;
	return MHD_YES;
}

static void read_head(struct MHD_Connection *connection, struct http_client *c,
		      const char *method, const char *version)
{
	const union MHD_ConnectionInfo *size = MHD_get_connection_info(
		connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
	struct request_head head;

	head.method = str_of(method);
	head.target = buf_str(&c->target);
	head.target_at = c->target_at;
	head.version = str_of(version);
	head.size = size ? size->header_size : 0;
	head.fields_len = 0;
	(void)MHD_get_connection_values_n(connection, MHD_HEADER_KIND,
					  add_field, &head);
	c->refusal = request_head_read(&head, &c->joined, &c->request);
	c->head_read = true;
}

static enum MHD_Result answer(struct http_mhd *h, struct http_client *c,
			      struct MHD_Connection *connection)
{
	struct answer a = responder_notice(c->refusal);
	uint64_t bytes = 0;

	if (!c->refusal)
		responder_answer(&c->request, h->index, &h->path, &a);
	if (http_mhd_responses_queue(h->responses, connection, &a, &bytes) !=
	    MHD_YES)
		return MHD_NO;
	if (str_is(c->request.method, MHD_HTTP_METHOD_HEAD))
		bytes = 0;
	http_client_answer(c, a.status, bytes);
	return MHD_YES;
}

/*
 * Called twice for a request. What is answered in the first call ends the
 * connection, which is right for what is refused, and for a body: we want
 * none, so we need not find its end.
 */
/* NOLINTNEXTLINE(readability-function-size): the library's parameters */
static enum MHD_Result handle(void *cls, struct MHD_Connection *connection,
			      const char *url, const char *method,
			      const char *version, const char *upload_data,
			      size_t *upload_data_size, void **context)
{
	struct http_client *c = client_of(connection);

	(void)url;
	(void)upload_data;
	(void)upload_data_size;
	(void)context;
	if (!c->head_read) {
		read_head(connection, c, method, version);
		if (!c->refusal && !c->request.has_body)
			return MHD_YES;
	}
	return answer(cls, c, connection);
}

/* The library refuses some requests by itself, without asking the handler. */
static void finish_request(void *cls, struct MHD_Connection *connection,
			   void **context, enum MHD_RequestTerminationCode code)
{
	struct http_mhd *h = cls;
	struct http_client *c = client_of(connection);
	const union MHD_ConnectionInfo *status = MHD_get_connection_info(
		connection, MHD_CONNECTION_INFO_HTTP_STATUS);

	(void)context;
	if (!c->status && status)
		c->status = status->http_status;
	http_client_finish(&h->clients, c,
			   code == MHD_REQUEST_TERMINATED_COMPLETED_OK,
			   h->cfg.log);
}

/* Whether bytes may still come, or have come and nobody will read them. */
static bool may_send(const struct http_client *c)
{
	char byte;

	if (c->phase == HTTP_CLIENT_CUT)
		return false;
	return recv(c->fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT) > 0 ||
	       errno == EAGAIN;
}

static void start_or_end(struct http_mhd *h, struct MHD_Connection *connection,
			 struct http_client **client,
			 enum MHD_ConnectionNotificationCode code)
{
	const union MHD_ConnectionInfo *info;
	int fd;

	if (code == MHD_CONNECTION_NOTIFY_CLOSED) {
		if (may_send(*client))
			lingering_add(&h->lingering, (*client)->fd,
				      http_client_now_us() / 1000);
		http_clients_remove(&h->clients, *client);
		*client = NULL;
		return;
	}
	info = MHD_get_connection_info(connection,
				       MHD_CONNECTION_INFO_CONNECTION_FD);
	fd = info->connect_fd;
	info = MHD_get_connection_info(connection,
				       MHD_CONNECTION_INFO_CLIENT_ADDRESS);
	*client = http_clients_add(&h->clients, fd, info->client_addr);
}

static void notify_connection(void *cls, struct MHD_Connection *connection,
			      void **context,
			      enum MHD_ConnectionNotificationCode code)
{
	struct http_client *c = *context;

	start_or_end(cls, connection, &c, code);
	*context = c;
}

static int pollable(void *self)
{
	const struct http_mhd *h = self;

	return h->epoll;
}

static bool has_room(void *self)
{
	struct http_mhd *h = self;

	if (h->clients.len < h->cfg.connections_max)
		return true;
	(void)http_clients_end_oldest(&h->clients);
	return false;
}

static void add(void *self, int fd, const struct sockaddr_storage *peer,
		socklen_t peer_size)
{
	struct http_mhd *h = self;
	const struct sockaddr *address = (const struct sockaddr *)peer;

	if (http_clients_from(&h->clients, address) >= h->cfg.per_network_max) {
		(void)close(fd);
		return;
	}
	/* It closes the descriptor when it cannot take it. */
	(void)MHD_add_connection(h->daemon, fd, address, peer_size);
}

static void sweep(struct http_mhd *h)
{
	int64_t now = http_client_now_us() / 1000;

	if (h->lingering.len)
		lingering_run(&h->lingering, now);
	if (now - h->swept_ms < SWEEP_PERIOD_MS)
		return;
	h->swept_ms = now;
	http_clients_sweep(&h->clients);
	if (h->draining)
		http_clients_end_idle(&h->clients, now - DRAIN_IDLE_MS);
}

static int next_call_ms(const struct http_mhd *h)
{
	MHD_UNSIGNED_LONG_LONG timeout;

	if (MHD_get_timeout(h->daemon, &timeout) == MHD_YES && !timeout)
		return 0;
	if (h->lingering.len)
		return LINGERING_PERIOD_MS;
	return h->clients.len ? SWEEP_PERIOD_MS : -1;
}

static int run(void *self)
{
	struct http_mhd *h = self;

	sweep(h);
	(void)MHD_run(h->daemon);
	return next_call_ms(h);
}

static void show(void *self, const struct release_index *index)
{
	struct http_mhd *h = self;

	http_mhd_responses_clear(h->responses);
	h->index = index;
}

static void drain(void *self)
{
	struct http_mhd *h = self;

	h->draining = true;
	http_mhd_responses_close(h->responses);
}

static size_t count(void *self)
{
	const struct http_mhd *h = self;

	return h->clients.len + h->lingering.len;
}

static void release(void *self)
{
	struct http_mhd *h = self;

	if (h->daemon)
		MHD_stop_daemon(h->daemon);
	lingering_release(&h->lingering);
	http_mhd_responses_free(h->responses);
	buf_release(&h->path);
	free(h);
}

static struct MHD_Daemon *start_daemon(struct http_mhd *h)
{
	unsigned connections =
		(unsigned)h->cfg.connections_max + SPARE_CONNECTIONS;

	return MHD_start_daemon(MHD_USE_EPOLL | MHD_USE_NO_LISTEN_SOCKET, 0,
				NULL, NULL, handle, h,
				MHD_OPTION_SIGPIPE_HANDLED_BY_APP, 1,
				MHD_OPTION_CONNECTION_MEMORY_LIMIT, POOL_SIZE,
				MHD_OPTION_CONNECTION_LIMIT, connections,
				MHD_OPTION_CONNECTION_TIMEOUT, STALL_TIMEOUT_S,
				MHD_OPTION_URI_LOG_CALLBACK, begin_request, h,
				MHD_OPTION_UNESCAPE_CALLBACK, keep_escapes, h,
				MHD_OPTION_NOTIFY_COMPLETED, finish_request, h,
				MHD_OPTION_NOTIFY_CONNECTION, notify_connection,
				h, MHD_OPTION_END);
}

fallible http_mhd_open(const struct http_config *cfg, struct http *ret)
{
	static const struct http_ops ops = {
		pollable, has_room, add, run, show, drain, count, release
	};
	struct http_mhd *h = mem_alloc(sizeof(*h));
	const union MHD_DaemonInfo *info;

	h->cfg = *cfg;
	h->clients.head_timeout_ms = (int64_t)cfg->head_timeout_ms;
	h->responses = http_mhd_responses_new(cfg->volume);
	h->daemon = start_daemon(h);
	info = h->daemon ? MHD_get_daemon_info(h->daemon,
					       MHD_DAEMON_INFO_EPOLL_FD)
			 : NULL;
	if (!info) {
		release(h);
		return err_new(&ERR_SYSTEM, "start libmicrohttpd");
	}
	h->epoll = info->epoll_fd;
	*ret = (struct http){ &ops, h };
	return NULL;
}
