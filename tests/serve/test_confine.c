/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "serve/confine.h"

#include <netinet/in.h>
#include <sched.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/fs.h"
#include "tests/support/test.h"

/* Where the socket that is passed in is found. */
#define LISTENER 3

#define REACHED 0
#define NOT_REACHED 1
#define NO_NETWORK_OF_ITS_OWN 2

/* Somebody on the host's loopback who expects no visit from the container. */
struct host {
	int listener; /* the socket that is passed */
	struct sockaddr_in victim;
	int victim_fd;
};

static int listen_on_loopback(struct sockaddr_in *ret)
{
	struct sockaddr_in a = { .sin_family = AF_INET,
				 .sin_addr = { htonl(INADDR_LOOPBACK) } };
	socklen_t size = sizeof(a);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	assert_int_equal(bind(fd, (struct sockaddr *)&a, size), 0);
	assert_int_equal(listen(fd, 5), 0);
	assert_int_equal(getsockname(fd, (struct sockaddr *)ret, &size), 0);
	return fd;
}

/* Through the passed socket: it keeps the network it was made in. */
static long reach_by_connecting(const struct sockaddr_in *victim)
{
	(void)syscall(SYS_shutdown, LISTENER, SHUT_RDWR);
	return syscall(SYS_connect, LISTENER, victim, sizeof(*victim));
}

static long reach_by_sending(const struct sockaddr_in *victim)
{
	(void)syscall(SYS_shutdown, LISTENER, SHUT_RDWR);
	return syscall(SYS_sendto, LISTENER, "x", 1, MSG_FASTOPEN, victim,
		       sizeof(*victim));
}

/* Through one made inside, where there is nobody. */
static long reach_by_new_socket(const struct sockaddr_in *victim)
{
	long fd = syscall(SYS_socket, AF_INET, SOCK_STREAM, 0);

	return syscall(SYS_connect, fd, victim, sizeof(*victim));
}

typedef long reach_fn(const struct sockaddr_in *victim);

static void try_to_reach(const struct host *host, bool confined,
			 reach_fn *reach)
{
	struct confine_config cfg = { .last_passed = LISTENER };

	if (dup2(host->listener, LISTENER) < 0 || fs_open_dir(".", &cfg.volume))
		_exit(NO_NETWORK_OF_ITS_OWN);
	if (unshare(CLONE_NEWUSER | CLONE_NEWNET))
		_exit(NO_NETWORK_OF_ITS_OWN);
	if (confined && confine(&cfg))
		_exit(NO_NETWORK_OF_ITS_OWN);
	syscall(SYS_exit_group,
		reach(&host->victim) >= 0 ? REACHED : NOT_REACHED);
}

/* One of the above; an end by the filter counts as not reached. */
static int outcome_of(bool confined, reach_fn *reach)
{
	struct sockaddr_in unused;
	struct host host = { .listener = listen_on_loopback(&unused) };
	int status;
	pid_t child;

	host.victim_fd = listen_on_loopback(&host.victim);
	child = fork();
	if (!child)
		try_to_reach(&host, confined, reach);
	assert_int_equal(waitpid(child, &status, 0), child);
	(void)close(host.listener);
	(void)close(host.victim_fd);
	if (WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS)
		return NOT_REACHED;
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

static void passed_socket_would_reach_the_host(void **state)
{
	int outcome = outcome_of(false, reach_by_connecting);

	(void)state;
	if (outcome == NO_NETWORK_OF_ITS_OWN)
		skip();
	assert_int_equal(outcome, REACHED);
	assert_int_equal(outcome_of(false, reach_by_new_socket), NOT_REACHED);
}

static void confined_it_does_not(void **state)
{
	int outcome = outcome_of(true, reach_by_connecting);

	(void)state;
	if (outcome == NO_NETWORK_OF_ITS_OWN)
		skip();
	assert_int_equal(outcome, NOT_REACHED);
	assert_int_equal(outcome_of(true, reach_by_sending), NOT_REACHED);
	assert_int_equal(outcome_of(true, reach_by_new_socket), NOT_REACHED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(passed_socket_would_reach_the_host),
		cmocka_unit_test(confined_it_does_not),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
