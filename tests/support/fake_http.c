/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/fake_http.h"

#include <unistd.h>

static int pollable(void *self)
{
	const struct fake_http *fake = self;

	return fake->pollable;
}

static bool has_room(void *self)
{
	const struct fake_http *fake = self;

	return !fake->full;
}

static void add(void *self, int fd, const struct sockaddr_storage *peer,
		socklen_t peer_size)
{
	struct fake_http *fake = self;

	(void)peer;
	(void)peer_size;
	(void)close(fd);
	fake->added++;
}

static int run(void *self)
{
	struct fake_http *fake = self;

	return fake->on_run(fake);
}

static void show(void *self, const struct release_index *index)
{
	struct fake_http *fake = self;

	fake->shown = release_index_origin(index)->release;
	fake->shows++;
}

static void drain(void *self)
{
	struct fake_http *fake = self;

	fake->draining = true;
}

static size_t count(void *self)
{
	const struct fake_http *fake = self;

	return fake->open;
}

static void release(void *self)
{
	struct fake_http *fake = self;

	fake->released = true;
}

struct http fake_http(struct fake_http *fake)
{
	static const struct http_ops ops = {
		pollable, has_room, add, run, show, drain, count, release
	};

	return (struct http){ &ops, fake };
}
