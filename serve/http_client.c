/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "serve/http_client.h"

#include <arpa/inet.h>
#include <endian.h>
#include <stdlib.h>
#include <time.h>

#include "lib/mem.h"
#include "serve/http_date.h"

/*
 * A client that takes less than this is cut off, after a start that a slow
 * line and a lost packet or two need.
 */
#define SEND_GRACE_MS 60000
#define SEND_BYTES_PER_S 4096

/* What a line of the log may show. With all of them it fits in PIPE_BUF. */
#define LOG_TARGET_MAX 2000
#define LOG_METHOD_MAX 40
#define LOG_FIELD_MAX 700

/* A request buffer beyond this is given back. */
#define KEEP_MAX 1024

int64_t http_client_now_us(void)
{
	struct timespec t = { 0 };

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

/* 0: loopback. */
static uint64_t ipv4_network(struct in_addr address)
{
	uint32_t number = ntohl(address.s_addr);

	return number >> 24 == 127 ? 0 : number;
}

/* An IPv4 client of an IPv6 socket is an IPv4 client. */
static bool is_ipv4(const struct sockaddr *peer, struct in_addr *ret)
{
	struct sockaddr_in6 in6;
	struct sockaddr_in in;

	if (peer->sa_family == AF_INET) {
		memcpy(&in, peer, sizeof(in));
		*ret = in.sin_addr;
		return true;
	}
	if (peer->sa_family != AF_INET6)
		return false;
	memcpy(&in6, peer, sizeof(in6));
	memcpy(ret, in6.sin6_addr.s6_addr + 12, sizeof(*ret));
	return IN6_IS_ADDR_V4MAPPED(&in6.sin6_addr);
}

static uint64_t network_of(const struct sockaddr *peer)
{
	struct sockaddr_in6 in6;
	struct in_addr ipv4;
	uint64_t half;

	if (is_ipv4(peer, &ipv4))
		return ipv4_network(ipv4);
	if (peer->sa_family != AF_INET6)
		return 0;
	memcpy(&in6, peer, sizeof(in6));
	memcpy(&half, in6.sin6_addr.s6_addr, sizeof(half));
	return be64toh(half);
}

static void name_peer(const struct sockaddr *peer,
		      char ret[static INET6_ADDRSTRLEN])
{
	struct sockaddr_in6 in6;
	struct in_addr ipv4;
	const char *text = NULL;

	if (is_ipv4(peer, &ipv4)) {
		text = inet_ntop(AF_INET, &ipv4, ret, INET6_ADDRSTRLEN);
	} else if (peer->sa_family == AF_INET6) {
		memcpy(&in6, peer, sizeof(in6));
		text = inet_ntop(AF_INET6, &in6.sin6_addr, ret,
				 INET6_ADDRSTRLEN);
	}
	if (!text)
		memcpy(ret, "-", sizeof("-"));
}

size_t http_clients_from(const struct http_clients *all,
			 const struct sockaddr *peer)
{
	uint64_t network = network_of(peer);
	size_t n = 0;

	if (!network)
		return 0;
	for (const struct http_client *c = all->first; c; c = c->next)
		n += c->network == network;
	return n;
}

static void wait_for_request(const struct http_clients *all,
			     struct http_client *c)
{
	c->phase = HTTP_CLIENT_WAITING;
	c->since_ms = http_client_now_us() / 1000;
	c->deadline_ms = c->since_ms + all->head_timeout_ms;
}

struct http_client *http_clients_add(struct http_clients *all, int fd,
				     const struct sockaddr *peer)
{
	struct http_client *c = mem_alloc(sizeof(*c));

	c->fd = fd;
	c->network = network_of(peer);
	name_peer(peer, c->name);
	wait_for_request(all, c);
	c->next = all->first;
	if (all->first)
		all->first->prev = c;
	all->first = c;
	all->len++;
	return c;
}

void http_clients_remove(struct http_clients *all, struct http_client *c)
{
	if (c->prev)
		c->prev->next = c->next;
	else
		all->first = c->next;
	if (c->next)
		c->next->prev = c->prev;
	all->len--;
	buf_release(&c->target);
	buf_release(&c->joined);
	buf_release(&c->line);
	buf_release(&c->origin);
	free(c);
}

void http_client_begin(struct http_client *c, const char *target)
{
	c->began = true;
	c->head_read = false;
	c->began_us = http_client_now_us();
	c->refusal = 0;
	c->status = 0;
	c->bytes = 0;
	c->request = (struct request){ 0 };
	c->target_at = target;
	buf_truncate(&c->target, 0);
	buf_puts(&c->target, target);
}

static void quote_field(struct buf *out, struct str value)
{
	buf_putc(out, '"');
	if (value.data)
		access_log_quote(out, value, LOG_FIELD_MAX);
	else
		buf_putc(out, '-');
	buf_putc(out, '"');
}

static void quote_line(struct http_client *c)
{
	struct str method = c->request.method;
	struct str version = c->request.version;

	buf_truncate(&c->line, 0);
	access_log_quote(&c->line, method.len ? method : (struct str)STR("-"),
			 LOG_METHOD_MAX);
	buf_putc(&c->line, ' ');
	access_log_quote(&c->line, buf_str(&c->target), LOG_TARGET_MAX);
	if (!version.len)
		return;
	buf_putc(&c->line, ' ');
	access_log_quote(&c->line, version, LOG_METHOD_MAX);
}

void http_client_answer(struct http_client *c, unsigned status, uint64_t bytes)
{
	c->phase = HTTP_CLIENT_ANSWERING;
	c->deadline_ms = c->began_us / 1000 + SEND_GRACE_MS +
			 (int64_t)(bytes / SEND_BYTES_PER_S) * 1000;
	c->status = status;
	c->bytes = bytes;
	quote_line(c);
	buf_truncate(&c->origin, 0);
	quote_field(&c->origin, c->request.fields[REQUEST_REFERER]);
	buf_putc(&c->origin, ' ');
	quote_field(&c->origin, c->request.fields[REQUEST_USER_AGENT]);
}

static void log_request(struct http_client *c, bool whole,
			struct access_log *log)
{
	struct access_entry entry = {
		.client = c->name,
		.status = c->status,
		.whole = whole,
		.bytes = c->bytes,
		.duration_us = (uint64_t)(http_client_now_us() - c->began_us),
	};

	if (!c->line.len)
		quote_line(c);
	if (!c->origin.len)
		buf_puts(&c->origin, "\"-\" \"-\"");
	entry.request = buf_str(&c->line);
	entry.origin = buf_str(&c->origin);
	access_log_add(log, &entry);
}

static void shrink(struct buf *b)
{
	if (b->cap > KEEP_MAX)
		buf_release(b);
	else
		buf_truncate(b, 0);
}

void http_client_finish(struct http_clients *all, struct http_client *c,
			bool whole, struct access_log *log)
{
	if (c->began)
		log_request(c, whole, log);
	c->began = false;
	c->request = (struct request){ 0 };
	shrink(&c->target);
	shrink(&c->joined);
	shrink(&c->line);
	shrink(&c->origin);
	if (c->phase != HTTP_CLIENT_CUT)
		wait_for_request(all, c);
}

/* The library finds the connection ended, and cleans up as it always does. */
static void cut(struct http_client *c)
{
	c->phase = HTTP_CLIENT_CUT;
	(void)shutdown(c->fd, SHUT_RDWR);
}

/* RFC 9110 section 15.5.9; nobody waits to see whether it arrives. */
static void tell_timeout(const struct http_client *c)
{
	char date[HTTP_DATE_SIZE];
	auto_buf struct buf answer = { 0 };

	http_date_format((int64_t)time(NULL), date);
	buf_printf(&answer,
		   "HTTP/1.1 408 Request Timeout\r\n"
		   "Date: %s\r\n"
		   "Connection: close\r\n"
		   "Content-Length: 0\r\n\r\n",
		   date);
	(void)send(c->fd, answer.data, answer.len, MSG_DONTWAIT | MSG_NOSIGNAL);
}

void http_clients_sweep(struct http_clients *all)
{
	int64_t now = http_client_now_us() / 1000;

	for (struct http_client *c = all->first; c; c = c->next) {
		if (c->phase == HTTP_CLIENT_CUT || now < c->deadline_ms)
			continue;
		if (c->phase == HTTP_CLIENT_WAITING && c->began) {
			c->status = 408;
			tell_timeout(c);
		}
		cut(c);
	}
}

void http_clients_end_idle(struct http_clients *all, int64_t before_ms)
{
	for (struct http_client *c = all->first; c; c = c->next)
		if (c->phase == HTTP_CLIENT_WAITING && !c->began &&
		    c->since_ms < before_ms)
			cut(c);
}

bool http_clients_end_oldest(struct http_clients *all)
{
	struct http_client *oldest = NULL;

	for (struct http_client *c = all->first; c; c = c->next)
		if (c->phase == HTTP_CLIENT_WAITING &&
		    (!oldest || c->since_ms < oldest->since_ms))
			oldest = c;
	if (!oldest)
		return false;
	cut(oldest);
	return true;
}
