/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "serve/passed_fds.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "lib/mem.h"
#include "tests/support/test.h"

/* What a child finds from descriptor 3 on. */
enum passed {
	NOTHING,
	LISTENER,
	UNBOUND,
	DATAGRAM,
	APPENDING,
	WRITING,
	DIR_FD
};

static int open_socket(int type, bool listening)
{
	struct sockaddr_in any = { .sin_family = AF_INET,
				   .sin_addr = { htonl(INADDR_LOOPBACK) } };
	int fd = socket(AF_INET, type | SOCK_CLOEXEC, 0);

	if (bind(fd, (struct sockaddr *)&any, sizeof(any)) ||
	    (listening && listen(fd, 1)))
		_exit(99);
	return fd;
}

static int open_passed(enum passed kind)
{
	switch (kind) {
	case LISTENER:
		return open_socket(SOCK_STREAM, true);
	case UNBOUND:
		return open_socket(SOCK_STREAM, false);
	case DATAGRAM:
		return open_socket(SOCK_DGRAM, false);
	case APPENDING:
		return open("report", O_WRONLY | O_APPEND | O_CREAT, 0600);
	case WRITING:
		return open("report", O_WRONLY | O_CREAT, 0600);
	case DIR_FD:
		return open(".", O_RDONLY);
	case NOTHING:
		break;
	}
	return -1;
}

/* 0: all is well with them; 1: refused; 2: something else is wrong. */
static int judge(const struct passed_fds *p)
{
	if (p->sockets_len != 2 || p->sockets[0] != 3 || p->sockets[1] != 5 ||
	    p->report != 4 || p->last != 5)
		return 2;
	if (!(fcntl(3, F_GETFL) & O_NONBLOCK) ||
	    !(fcntl(3, F_GETFD) & FD_CLOEXEC) ||
	    !(fcntl(4, F_GETFD) & FD_CLOEXEC))
		return 2;
	return 0;
}

static int run_child(const char *dir, const enum passed *kinds,
		     const char *count, const char *names, const char *pid)
{
	auto_free char *self = mem_printf("%d", (int)getpid());
	const struct passed_env env = { pid ? pid : self, count, names };
	struct passed_fds passed;
	struct err *e;
	int fds[3];

	if (chdir(dir))
		return 99;
	for (int i = 0; i < 3; i++) {
		int fd = open_passed(kinds[i]);

		fds[i] = fd < 0 ? -1 : fcntl(fd, F_DUPFD, 50);
	}
	for (int i = 0; i < 3; i++)
		if (fds[i] >= 0 && dup2(fds[i], 3 + i) < 0)
			return 99;
	e = passed_fds_take(&env, &passed);
	if (e)
		return err_is(e, &ERR_USAGE) ? 1 : 2;
	return judge(&passed);
}

static const struct {
	enum passed fds[3];
	const char *count, *names, *pid;
	int result;
} cases[] = {
	{ { LISTENER, APPENDING, LISTENER }, "3", "http:report:http", NULL, 0 },
	{ { LISTENER, APPENDING, LISTENER }, "3", "http:report:http", "1", 1 },
	{ { LISTENER, APPENDING, LISTENER }, "3", "http:report:http", "x", 1 },
	{ { LISTENER, APPENDING, LISTENER }, "3", "http:report:web", NULL, 1 },
	{ { LISTENER, APPENDING, LISTENER }, "3", "http:report", NULL, 1 },
	{ { LISTENER, APPENDING, LISTENER }, "3", NULL, NULL, 1 },
	{ { LISTENER, APPENDING, LISTENER },
	  NULL,
	  "http:report:http",
	  NULL,
	  1 },
	{ { LISTENER, APPENDING, LISTENER }, "x", "http:report:http", NULL, 1 },
	{ { LISTENER, APPENDING, LISTENER },
	  "99",
	  "http:report:http",
	  NULL,
	  1 },
	{ { LISTENER, APPENDING, UNBOUND }, "3", "http:report:http", NULL, 1 },
	{ { LISTENER, APPENDING, DATAGRAM }, "3", "http:report:http", NULL, 1 },
	{ { LISTENER, APPENDING, DIR_FD }, "3", "http:report:http", NULL, 2 },
	{ { LISTENER, WRITING, LISTENER }, "3", "http:report:http", NULL, 1 },
	{ { LISTENER, DIR_FD, LISTENER }, "3", "http:report:http", NULL, 1 },
	{ { LISTENER, APPENDING, APPENDING },
	  "3",
	  "http:report:report",
	  NULL,
	  1 },
	{ { APPENDING, NOTHING, NOTHING }, "1", "report", NULL, 1 },
};

static void what_is_passed_is_checked(void **state)
{
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		pid_t child = fork();
		int status;

		if (!child)
			_exit(run_child(*state, cases[i].fds, cases[i].count,
					cases[i].names, cases[i].pid));
		assert_int_equal(waitpid(child, &status, 0), child);
		if (!WIFEXITED(status) ||
		    WEXITSTATUS(status) != cases[i].result)
			fail_msg("case %zu ended with status %x", i, status);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_dir(what_is_passed_is_checked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
