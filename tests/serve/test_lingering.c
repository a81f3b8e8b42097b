/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "serve/lingering.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tests/support/test.h"

/* The end of a client, whose server has just closed its own. */
static int make_lingering(struct lingering *l)
{
	int pair[2];

	assert_int_equal(
		socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, pair), 0);
	lingering_add(l, pair[1], 1000);
	(void)close(pair[1]);
	return pair[0];
}

static bool can_send(int fd)
{
	return send(fd, "x", 1, MSG_NOSIGNAL) == 1;
}

static void client_may_go_on_sending(void **state)
{
	struct lingering l = { 0 };
	int client = make_lingering(&l);

	(void)state;
	assert_true(can_send(client));
	lingering_run(&l, 1001);
	assert_int_equal(l.len, 1);
	assert_true(can_send(client));
	lingering_release(&l);
	assert_false(can_send(client));
	(void)close(client);
}

static void end_of_the_client_ends_it(void **state)
{
	struct lingering l = { 0 };
	int first = make_lingering(&l), second = make_lingering(&l);

	(void)state;
	(void)close(first);
	lingering_run(&l, 1001);

	assert_int_equal(l.len, 1);
	assert_true(can_send(second));
	lingering_release(&l);
	(void)close(second);
}

static void time_ends_it(void **state)
{
	struct lingering l = { 0 };
	int client = make_lingering(&l);

	(void)state;
	lingering_run(&l, 60000);

	assert_int_equal(l.len, 0);
	assert_false(can_send(client));
	(void)close(client);
}

static void too_many_bytes_end_it(void **state)
{
	static const char bytes[65536];
	struct lingering l = { 0 };
	int client = make_lingering(&l), rounds = 0;

	(void)state;
	while (l.len && rounds++ < 10000) {
		(void)send(client, bytes, sizeof(bytes), MSG_NOSIGNAL);
		lingering_run(&l, 1001);
	}

	assert_int_equal(l.len, 0);
	(void)close(client);
}

static void their_number_is_limited(void **state)
{
	struct lingering l = { 0 };
	int clients[LINGERING_MAX + 1];

	(void)state;
	for (int i = 0; i <= LINGERING_MAX; i++)
		clients[i] = make_lingering(&l);

	assert_int_equal(l.len, LINGERING_MAX);
	assert_false(can_send(clients[LINGERING_MAX]));
	lingering_release(&l);
	for (int i = 0; i <= LINGERING_MAX; i++)
		(void)close(clients[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(client_may_go_on_sending),
		cmocka_unit_test(end_of_the_client_ends_it),
		cmocka_unit_test(time_ends_it),
		cmocka_unit_test(too_many_bytes_end_it),
		cmocka_unit_test(their_number_is_limited),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
