/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blogctl/listener.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "lib/mem.h"
#include "tests/support/test.h"

/* A port of the loopback that is free now, as an address. */
static char *free_address(void)
{
	struct sockaddr_in at = { .sin_family = AF_INET,
				  .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	auto_close int fd = socket(AF_INET, SOCK_STREAM, 0);
	socklen_t len = sizeof(at);

	assert_int_equal(bind(fd, (struct sockaddr *)&at, len), 0);
	assert_int_equal(getsockname(fd, (struct sockaddr *)&at, &len), 0);
	return mem_printf("127.0.0.1:%d", ntohs(at.sin_port));
}

static void addresses_are_completed(void **state)
{
	static const char *const cases[][3] = {
		{ "80", "0.0.0.0:80", "http://localhost/" },
		{ ":8080", "0.0.0.0:8080", "http://localhost:8080/" },
		{ "127.0.0.1:81", "127.0.0.1:81", "http://127.0.0.1:81/" },
		{ "[::1]:80", "[::1]:80", "http://[::1]/" },
		{ "[0::0]:82", "[::]:82", "http://localhost:82/" },
	};
	(void)state;

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		auto_free char *full = NULL;
		auto_free char *url = listener_url(cases[i][0]);

		assert_ok(listener_normalize(cases[i][0], &full));
		assert_string_equal(full, cases[i][1]);
		assert_string_equal(url, cases[i][2]);
	}
}

static void what_is_no_address_is_refused(void **state)
{
	static const char *const wrong[] = { "",          "0",     "65536",
					     "localhost", "a:80",  "1.2.3:80",
					     "::1:80",    "[::1]", "[]:80" };
	char *full = NULL;
	(void)state;

	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		assert_fails(&ERR_USAGE, listener_normalize(wrong[i], &full));
}

static void an_address_of_another_machine_is_told(void **state)
{
	int fd = -1;
	(void)state;

	/* For documentation: nobody's. */
	assert_fails_saying(&ERR_NOT_FOUND, "not at an address of this machine",
			    listener_open("192.0.2.1:8080", &fd));
}

static void a_taken_port_is_an_error_of_its_own(void **state)
{
	auto_free char *address = free_address();
	auto_close int first = -1;
	int second;
	(void)state;

	assert_ok(listener_open(address, &first));

	assert_true(listener_is_listening(first));
	assert_fails_saying(&LISTENER_TAKEN, address,
			    listener_open(address, &second));
}

static void a_socket_that_was_shut_down_is_replaced(void **state)
{
	auto_free char *address = free_address();
	auto_close int fd = -1;
	(void)state;

	assert_ok(listener_open(address, &fd));
	assert_ok(listener_ensure(address, &fd));
	assert_int_equal(shutdown(fd, SHUT_RDWR), 0);
	assert_false(listener_is_listening(fd));
	assert_ok(listener_ensure(address, &fd));

	assert_true(listener_is_listening(fd));
}

static void a_socket_is_taken_over_from_a_process(void **state)
{
	auto_free char *address = free_address();
	auto_free char *other = free_address();
	auto_close int fd = -1;
	auto_close int taken = -1;
	auto_close int self = (int)syscall(SYS_pidfd_open, getpid(), 0);
	int none;
	(void)state;

	assert_ok(listener_open(address, &fd));
	assert_ok(listener_take_over(self, address, &taken));
	assert_int_equal(close(take_fd(&fd)), 0);

	assert_true(listener_is_listening(taken));
	assert_fails(&LISTENER_TAKEN, listener_open(address, &none));
	assert_fails(&ERR_NOT_FOUND, listener_take_over(self, other, &none));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(addresses_are_completed),
		cmocka_unit_test(what_is_no_address_is_refused),
		cmocka_unit_test(an_address_of_another_machine_is_told),
		cmocka_unit_test(a_taken_port_is_an_error_of_its_own),
		cmocka_unit_test(a_socket_that_was_shut_down_is_replaced),
		cmocka_unit_test(a_socket_is_taken_over_from_a_process),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
