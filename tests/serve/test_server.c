/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "serve/server.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include "lib/fs.h"
#include "lib/mem.h"
#include "serve/volume_watch.h"
#include "tests/support/fake_http.h"
#include "tests/support/publish.h"
#include "tests/support/test.h"

#define ROUNDS_MAX 1000

/* A server with nothing real but the volume and a listening socket. */
struct fixture {
	const char *dir;
	struct fake_http http;
	struct server *server;
	int listener;
	int report;
	int tell; /* the end that signals are written to */
	int rounds;
	struct sockaddr_in address;
	int clients[8];
	size_t clients_len;
};

static void open_listener(struct fixture *f)
{
	socklen_t size = sizeof(f->address);

	f->address =
		(struct sockaddr_in){ .sin_family = AF_INET,
				      .sin_addr = { htonl(INADDR_LOOPBACK) } };
	f->listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
	assert_int_equal(
		bind(f->listener, (struct sockaddr *)&f->address, size), 0);
	assert_int_equal(listen(f->listener, 16), 0);
	assert_int_equal(
		getsockname(f->listener, (struct sockaddr *)&f->address, &size),
		0);
}

static void set_up(struct fixture *f, const char *dir,
		   int (*on_run)(struct fake_http *))
{
	struct server_deps deps;
	struct server_config cfg = { .volume = dir, .listeners_len = 1 };
	int signals[2];

	*f = (struct fixture){ .dir = dir };
	assert_int_equal(pipe2(signals, O_NONBLOCK | O_CLOEXEC), 0);
	open_listener(f);
	assert_ok(fs_open_dir(dir, &deps.volume));
	assert_ok(volume_watch_open(deps.volume, &deps.watch));
	assert_ok(fs_open_at(deps.volume, "report",
			     O_WRONLY | O_APPEND | O_CREAT, 0600, &f->report));
	f->tell = signals[1];
	f->http.pollable = eventfd(0, EFD_CLOEXEC);
	f->http.on_run = on_run;
	f->http.test = f;
	deps.http = fake_http(&f->http);
	deps.log = access_log_new(-1);
	deps.signals = signals[0];
	cfg.listeners = &f->listener;
	cfg.report = f->report;
	assert_ok(server_wire_with(&cfg, deps, &f->server));
}

static void tear_down(struct fixture *f)
{
	server_free(f->server);
	assert_true(f->http.released);
	for (size_t i = 0; i < f->clients_len; i++)
		(void)close(f->clients[i]);
	(void)close(f->listener);
	(void)close(f->report);
	(void)close(f->tell);
	(void)close(f->http.pollable);
}

static void tell_to_stop(struct fixture *f)
{
	const struct signalfd_siginfo info = { 0 };

	assert_int_equal(write(f->tell, &info, sizeof(info)), sizeof(info));
}

static void call(struct fixture *f)
{
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	assert_int_equal(
		connect(fd, (struct sockaddr *)&f->address, sizeof(f->address)),
		0);
	f->clients[f->clients_len++] = fd;
}

static int follow_releases(struct fake_http *fake)
{
	struct fixture *f = fake->test;

	if (fake->shows == 0 && !f->rounds++)
		publish_release(f->dir, 1, 7);
	else if (fake->shown == 1)
		publish_broken(f->dir, 2, "garbage");
	if (fake->shown == 1 && f->rounds++ == 3)
		publish_release(f->dir, 3, 9);
	if (fake->shown == 3)
		tell_to_stop(f);
	return 10;
}

static void releases_are_followed_and_reported(void **state)
{
	struct fixture f;
	char *report;

	set_up(&f, *state, follow_releases);

	assert_ok(server_run(f.server));

	assert_int_equal(f.http.shows, 2);
	report = test_read_file(*state, "report");
	assert_string_equal(report, "release 1 sequence 7\n"
				    "release 3 sequence 9\n");
	free(report);
	tear_down(&f);
}

static void what_is_published_already_is_shown_at_once(void **state)
{
	struct fixture f;

	publish_release(*state, 5, 6);
	set_up(&f, *state, follow_releases);
	tell_to_stop(&f);

	assert_ok(server_run(f.server));

	assert_int_equal(f.http.shown, 5);
	tear_down(&f);
}

static int take_callers(struct fake_http *fake)
{
	struct fixture *f = fake->test;

	f->rounds++;
	if (f->rounds == 1) {
		call(f);
		call(f);
	}
	if (f->rounds == 3) { /* both were accepted by now */
		assert_int_equal(fake->added, 2);
		fake->full = true;
		call(f);
	}
	if (f->rounds == 6) {
		assert_int_equal(fake->added, 2);
		fake->full = false;
	}
	if (fake->added == 3 || f->rounds > ROUNDS_MAX)
		tell_to_stop(f);
	return 10;
}

static void connections_are_taken_while_there_is_room(void **state)
{
	struct fixture f;

	set_up(&f, *state, take_callers);

	assert_ok(server_run(f.server));

	assert_int_equal(f.http.added, 3);
	tear_down(&f);
}

static int stop_slowly(struct fake_http *fake)
{
	struct fixture *f = fake->test;

	f->rounds++;
	if (f->rounds == 1) {
		fake->open = 1;
		tell_to_stop(f);
	}
	if (f->rounds == 3) {
		assert_true(fake->draining);
		call(f);
	}
	if (f->rounds == 5)
		fake->open = 0;
	assert_true(f->rounds < ROUNDS_MAX);
	return 1;
}

static void stopping_lets_answers_end_and_takes_no_more(void **state)
{
	struct fixture f;

	set_up(&f, *state, stop_slowly);

	assert_ok(server_run(f.server));

	assert_true(f.rounds >= 5);
	assert_int_equal(f.http.added, 0);
	assert_int_equal(listen(f.listener, 16), 0); /* still listens */
	assert_true(accept(f.listener, NULL, NULL) >= 0);
	tear_down(&f);
}

static int never_done(struct fake_http *fake)
{
	struct fixture *f = fake->test;

	fake->open = 1;
	if (f->rounds++ < 2)
		tell_to_stop(f);
	assert_true(f->rounds < ROUNDS_MAX);
	return 10;
}

static void second_order_to_stop_does_not_wait(void **state)
{
	struct fixture f;

	set_up(&f, *state, never_done);

	assert_ok(server_run(f.server));

	assert_true(f.rounds < 10);
	tear_down(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_dir(releases_are_followed_and_reported),
		test_in_dir(what_is_published_already_is_shown_at_once),
		test_in_dir(connections_are_taken_while_there_is_room),
		test_in_dir(stopping_lets_answers_end_and_takes_no_more),
		test_in_dir(second_order_to_stop_does_not_wait),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
