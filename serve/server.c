/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "serve/server.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/log.h"
#include "lib/mem.h"
#include "serve/index_map.h"
#include "serve/volume_watch.h"

/* What is being sent may take this long when we are told to stop. */
#define DRAIN_MS 10000

/* Connections taken before the others are looked after again. */
#define ACCEPT_BURST 64

/* How long to leave the listening sockets alone when we are out of room. */
#define PAUSE_MS 100

#define EVENTS 16

struct server {
	struct server_config cfg;
	struct server_deps deps;
	struct index_map *index;
	int epoll;
	bool accepting; /* the listening sockets are in @epoll */
	bool told_full; /* the last time accepting failed for want of room */
	bool stopping;
	int64_t stop_ms; /* when to stop for good */
};

static int64_t now_ms(void)
{
	struct timespec t = { 0 };

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static fallible watch_fd(const struct server *s, int fd)
{
	struct epoll_event event = { .events = EPOLLIN, .data = { .fd = fd } };

	if (epoll_ctl(s->epoll, EPOLL_CTL_ADD, fd, &event))
		return err_sys("watch descriptor %d", fd);
	return NULL;
}

/* Both cannot fail for descriptors that were watched before. */
static void set_accepting(struct server *s, bool accepting)
{
	struct epoll_event event = { .events = EPOLLIN };

	if (s->accepting == accepting)
		return;
	s->accepting = accepting;
	for (size_t i = 0; i < s->cfg.listeners_len; i++) {
		event.data.fd = s->cfg.listeners[i];
		(void)epoll_ctl(s->epoll,
				accepting ? EPOLL_CTL_ADD : EPOLL_CTL_DEL,
				event.data.fd, &event);
	}
}

static void report_release(const struct server *s)
{
	const struct release_origin *origin =
		release_index_origin(index_map_get(s->index));
	auto_buf struct buf line = { 0 };
	struct err *e;

	buf_printf(&line, "release %llu sequence %llu\n",
		   (unsigned long long)origin->release,
		   (unsigned long long)origin->sequence);
	log_info("answering from %.*s", (int)line.len - 1, line.data);
	if (s->cfg.report < 0)
		return;
	e = fs_write_fd(s->cfg.report, line.data, line.len);
	if (e)
		(void)err_report(err_wrap(e, "report the release"));
}

/* A release that cannot be read leaves the one before in place. */
static void refresh(struct server *s)
{
	bool changed = false;
	struct err *e;

	e = index_map_refresh(s->index, &changed);
	if (e)
		(void)err_report(e);
	if (!changed)
		return;
	s->deps.http.ops->show(s->deps.http.self, index_map_get(s->index));
	report_release(s);
}

/* The kernel hands over the network errors of a connection that is no more. */
static bool is_passing(int error)
{
	return error != EMFILE && error != ENFILE && error != ENOBUFS &&
	       error != ENOMEM;
}

static void accept_some(struct server *s, int listener)
{
	const struct http *http = &s->deps.http;

	for (int i = 0; i < ACCEPT_BURST; i++) {
		struct sockaddr_storage peer = { 0 };
		socklen_t size = sizeof(peer);
		int fd;

		if (!http->ops->has_room(http->self)) {
			set_accepting(s, false);
			return;
		}
		fd = accept4(listener, (struct sockaddr *)&peer, &size,
			     SOCK_NONBLOCK | SOCK_CLOEXEC);
		if (fd >= 0) {
			http->ops->add(http->self, fd, &peer, size);
			continue;
		}
		if (errno == EAGAIN)
			return;
		if (is_passing(errno))
			continue;
		if (!s->told_full)
			log_warn("accept a connection: %s", strerror(errno));
		s->told_full = true;
		set_accepting(s, false);
		return;
	}
}

/* The first order lets answers end, the second does not. */
static void stop(struct server *s)
{
	if (s->stopping) {
		s->stop_ms = now_ms();
		return;
	}
	s->stopping = true;
	s->stop_ms = now_ms() + DRAIN_MS;
	set_accepting(s, false);
	s->deps.http.ops->drain(s->deps.http.self);
}

static void read_signals(struct server *s)
{
	struct signalfd_siginfo info;

	while (read(s->deps.signals, &info, sizeof(info)) == sizeof(info))
		stop(s);
}

static void handle_event(struct server *s, int fd)
{
	if (fd == s->deps.signals)
		read_signals(s);
	else if (fd == s->deps.watch && volume_watch_drain(fd))
		refresh(s);
	for (size_t i = 0; i < s->cfg.listeners_len && s->accepting; i++)
		if (fd == s->cfg.listeners[i])
			accept_some(s, fd);
}

static int min_timeout(int a, int b)
{
	if (a < 0 || b < 0)
		return a < 0 ? b : a;
	return a < b ? a : b;
}

/* Look after the connections; how long to wait for the next event. */
static int run_http(struct server *s)
{
	const struct http *http = &s->deps.http;
	int timeout = http->ops->run(http->self);

	if (s->stopping)
		return min_timeout(timeout, PAUSE_MS);
	if (s->accepting)
		return timeout;
	if (http->ops->has_room(http->self))
		set_accepting(s, true);
	return min_timeout(timeout, PAUSE_MS);
}

static bool is_done(const struct server *s)
{
	const struct http *http = &s->deps.http;

	return s->stopping &&
	       (!http->ops->count(http->self) || now_ms() >= s->stop_ms);
}

fallible server_run(struct server *s)
{
	struct epoll_event events[EVENTS];

	refresh(s);
	set_accepting(s, true);
	while (!is_done(s)) {
		int timeout = run_http(s);
		int n;

		access_log_flush(s->deps.log);
		n = epoll_wait(s->epoll, events, EVENTS, timeout);
		if (n < 0 && errno != EINTR)
			return err_sys("wait for events");
		for (int i = 0; i < n; i++)
			handle_event(s, events[i].data.fd);
	}
	return NULL;
}

int server_volume(const struct server *s)
{
	return s->deps.volume;
}

static void close_fd(int fd)
{
	if (fd >= 0)
		(void)close(fd);
}

void server_free(struct server *s)
{
	if (!s)
		return;
	s->deps.http.ops->release(s->deps.http.self);
	access_log_flush(s->deps.log);
	access_log_free(s->deps.log);
	index_map_free(s->index);
	close_fd(s->deps.signals);
	close_fd(s->deps.watch);
	close_fd(s->deps.volume);
	close_fd(s->epoll);
	free(s);
}

fallible server_wire_with(const struct server_config *cfg,
			  struct server_deps deps, struct server **ret)
{
	struct server *s = mem_alloc(sizeof(*s));
	struct err *e;

	s->cfg = *cfg;
	s->deps = deps;
	s->index = index_map_new(deps.volume);
	s->epoll = epoll_create1(EPOLL_CLOEXEC);
	e = s->epoll < 0 ? err_sys("start epoll") : NULL;
	if (!e)
		e = watch_fd(s, deps.signals);
	if (!e)
		e = watch_fd(s, deps.watch);
	if (!e)
		e = watch_fd(s, deps.http.ops->pollable(deps.http.self));
	if (e) {
		server_free(s);
		return e;
	}
	*ret = s;
	return NULL;
}
