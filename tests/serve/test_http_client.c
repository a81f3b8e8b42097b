/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "serve/http_client.h"

#include <arpa/inet.h>
#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tests/support/test.h"

#define TIMEOUT_MS 1000

/* Clients on socket pairs, and a log to read. */
struct fixture {
	struct http_clients all;
	struct http_client *client;
	int ours; /* the other end of its connection */
	int theirs;
	struct access_log *log;
	int log_ends[2];
};

static struct sockaddr_storage peer_of(const char *text)
{
	struct sockaddr_storage s = { 0 };
	struct sockaddr_in in = { .sin_family = AF_INET };
	struct sockaddr_in6 in6 = { .sin6_family = AF_INET6 };

	if (inet_pton(AF_INET, text, &in.sin_addr) == 1)
		memcpy(&s, &in, sizeof(in));
	else if (inet_pton(AF_INET6, text, &in6.sin6_addr) == 1)
		memcpy(&s, &in6, sizeof(in6));
	else
		s.ss_family = AF_UNIX;
	return s;
}

static int set_up(void **state)
{
	static struct fixture f;
	struct sockaddr_storage peer = peer_of("192.0.2.1");
	int pair[2];

	f = (struct fixture){ .all = { .head_timeout_ms = TIMEOUT_MS } };
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, pair), 0);
	assert_int_equal(pipe(f.log_ends), 0);
	f.ours = pair[0];
	f.theirs = pair[1];
	f.log = access_log_new(f.log_ends[1]);
	f.client = http_clients_add(&f.all, f.theirs,
				    (const struct sockaddr *)&peer);
	*state = &f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;

	while (f->all.first)
		http_clients_remove(&f->all, f->all.first);
	access_log_free(f->log);
	(void)close(f->ours);
	(void)close(f->theirs);
	(void)close(f->log_ends[0]);
	(void)close(f->log_ends[1]);
	return 0;
}

/* What came; NULL: the connection still lives and nothing came. */
static const char *receive(const struct fixture *f)
{
	static char text[1024];
	ssize_t n = recv(f->ours, text, sizeof(text) - 1, MSG_DONTWAIT);

	if (n < 0)
		return NULL;
	text[n] = 0;
	return text;
}

static const char *logged(struct fixture *f)
{
	static char text[8192];
	ssize_t n;

	access_log_flush(f->log);
	n = read(f->log_ends[0], text, sizeof(text) - 1);
	text[n > 0 ? n : 0] = 0;
	return text;
}

static void ask(struct http_client *c)
{
	http_client_begin(c, "/a\"b");
	c->request.method = (struct str)STR("GET");
	c->request.version = (struct str)STR("HTTP/1.1");
}

static void out_of_time(struct http_client *c)
{
	c->deadline_ms = http_client_now_us() / 1000;
}

static void networks_are_counted(void **state)
{
	static const struct {
		const char *peer;
		size_t count;
	} cases[] = {
		{ "192.0.2.1", 2 },
		{ "192.0.2.2", 1 },
		{ "2001:db8::1", 2 },
		{ "2001:db8::ffff", 2 },
		{ "2001:db8:0:1::1", 1 },
		{ "::ffff:192.0.2.1", 2 },
		{ "198.51.100.1", 0 },
		{ "127.0.0.1", 0 },
		{ "127.9.9.9", 0 },
		{ "::1", 0 },
		{ "unix", 0 },
	};
	static const char *const peers[] = { "192.0.2.2",
					     "2001:db8::2",
					     "2001:db8::3",
					     "2001:db8:0:1::2",
					     "::ffff:192.0.2.1",
					     "127.0.0.1",
					     "::1",
					     "unix" };
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof(peers) / sizeof(*peers); i++) {
		struct sockaddr_storage peer = peer_of(peers[i]);

		(void)http_clients_add(&f->all, -1,
				       (const struct sockaddr *)&peer);
	}
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct sockaddr_storage peer = peer_of(cases[i].peer);
		size_t n = http_clients_from(&f->all,
					     (const struct sockaddr *)&peer);

		if (n != cases[i].count)
			fail_msg("%zu from %s", n, cases[i].peer);
	}
}

static void clients_are_named(void **state)
{
	static const char *const names[][2] = {
		{ "192.0.2.7", "192.0.2.7" },
		{ "::ffff:192.0.2.7", "192.0.2.7" },
		{ "2001:db8::7", "2001:db8::7" },
		{ "unix", "-" },
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		struct sockaddr_storage peer = peer_of(names[i][0]);
		struct http_client *c = http_clients_add(
			&f->all, -1, (const struct sockaddr *)&peer);

		assert_string_equal(c->name, names[i][1]);
	}
}

static void idle_client_is_cut_off_silently(void **state)
{
	struct fixture *f = *state;

	http_clients_sweep(&f->all);
	assert_null(receive(f));
	out_of_time(f->client);
	http_clients_sweep(&f->all);

	assert_string_equal(receive(f), "");
	assert_int_equal(f->client->phase, HTTP_CLIENT_CUT);
}

static void slow_client_is_told(void **state)
{
	struct fixture *f = *state;
	const char *answer;

	ask(f->client);
	out_of_time(f->client);
	http_clients_sweep(&f->all);
	answer = receive(f);

	assert_non_null(answer);
	assert_ptr_equal(strstr(answer, "HTTP/1.1 408 "), answer);
	assert_string_equal(receive(f), "");
	http_client_finish(&f->all, f->client, false, f->log);
	assert_non_null(strstr(logged(f), " 408 - "));
}

static void answer_has_time_for_its_size(void **state)
{
	struct fixture *f = *state;
	int64_t small, large;

	ask(f->client);
	http_client_answer(f->client, 200, 1);
	small = f->client->deadline_ms;
	http_client_answer(f->client, 200, 1 << 30);
	large = f->client->deadline_ms;

	assert_in_range(small - http_client_now_us() / 1000, 50000, 70000);
	assert_in_range(large - small, 1000 * 1000, 1000 * 1000 * 1000);
	out_of_time(f->client);
	http_clients_sweep(&f->all);
	assert_string_equal(receive(f), ""); /* and not 408 in a body */
}

static void requests_are_logged(void **state)
{
	struct fixture *f = *state;
	const char *line;

	ask(f->client);
	f->client->request.fields[REQUEST_REFERER] = (struct str)STR("r\n");
	http_client_answer(f->client, 200, 17);
	http_client_finish(&f->all, f->client, true, f->log);
	line = logged(f);

	assert_ptr_equal(strstr(line, "192.0.2.1 - - ["), line);
	assert_non_null(strstr(line, "\"GET /a\\x22b HTTP/1.1\" 200 17 "
				     "\"r\\x0a\" \"-\" "));
	assert_int_equal(f->client->phase, HTTP_CLIENT_WAITING);
	http_client_finish(&f->all, f->client, true, f->log);
	ask(f->client);
	http_client_finish(&f->all, f->client, false, f->log);
	assert_non_null(strstr(logged(f), "\"GET /a\\x22b HTTP/1.1\" - - "));
}

static void line_fits_in_a_pipe(void **state)
{
	static char hostile[8000];
	struct fixture *f = *state;

	memset(hostile, '\n', sizeof(hostile) - 1);
	ask(f->client);
	http_client_begin(f->client, hostile);
	f->client->request.method = str_of(hostile);
	f->client->request.version = str_of(hostile);
	f->client->request.fields[REQUEST_REFERER] = str_of(hostile);
	f->client->request.fields[REQUEST_USER_AGENT] = str_of(hostile);
	http_client_answer(f->client, 200, UINT64_MAX);
	http_client_finish(&f->all, f->client, true, f->log);

	assert_in_range(strlen(logged(f)), 3000, 4096);
}

static void longest_waiting_goes_first(void **state)
{
	struct fixture *f = *state;
	struct sockaddr_storage peer = peer_of("192.0.2.2");
	struct http_client *older =
		http_clients_add(&f->all, -1, (const struct sockaddr *)&peer);

	older->since_ms--;
	assert_true(http_clients_end_oldest(&f->all));
	assert_int_equal(older->phase, HTTP_CLIENT_CUT);
	ask(f->client);
	http_client_answer(f->client, 200, 1);
	assert_false(http_clients_end_oldest(&f->all));
	assert_null(receive(f));
}

static void only_the_idle_end(void **state)
{
	struct fixture *f = *state;

	http_clients_end_idle(&f->all, f->client->since_ms);
	assert_null(receive(f));
	ask(f->client);
	http_clients_end_idle(&f->all, f->client->since_ms + 1);
	assert_null(receive(f));
	http_client_finish(&f->all, f->client, true, f->log);
	http_clients_end_idle(&f->all, f->client->since_ms + 1);
	assert_string_equal(receive(f), "");
}

#define test_client(fn) cmocka_unit_test_setup_teardown((fn), set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_client(networks_are_counted),
		test_client(clients_are_named),
		test_client(idle_client_is_cut_off_silently),
		test_client(slow_client_is_told),
		test_client(answer_has_time_for_its_size),
		test_client(requests_are_logged),
		test_client(line_fits_in_a_pipe),
		test_client(longest_waiting_goes_first),
		test_client(only_the_idle_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
