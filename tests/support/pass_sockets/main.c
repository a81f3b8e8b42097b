/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * pass_sockets REPORT COMMAND [ARGUMENT...]
 *
 * Runs COMMAND as a supervisor would run a server: with two listening sockets
 * named "http", on one free port of 127.0.0.1 and of ::1 (of the former alone
 * where there is no IPv6), and the file REPORT, open for appending, named
 * "report". Prints "PORT PID" for each start. When the command ends by itself
 * or is killed it is started again with the same sockets; SIGTERM to us ends
 * it for good.
 */
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "lib/err.h"
#include "lib/mem.h"

#define BACKLOG 1024
#define FIRST 3 /* of the descriptors that are passed */

static volatile sig_atomic_t ending;

static void note_end(int signal_number)
{
	(void)signal_number;
	ending = 1;
}

static fallible listen_ipv4(uint16_t *ret_port, int *ret_fd)
{
	auto_close int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	struct sockaddr_in a = { .sin_family = AF_INET,
				 .sin_addr = { htonl(INADDR_LOOPBACK) } };
	socklen_t size = sizeof(a);

	if (fd < 0 || bind(fd, (struct sockaddr *)&a, size) ||
	    listen(fd, BACKLOG) ||
	    getsockname(fd, (struct sockaddr *)&a, &size))
		return err_sys("listen on 127.0.0.1");
	*ret_port = ntohs(a.sin_port);
	*ret_fd = take_fd(&fd);
	return NULL;
}

/* -1 where there is no IPv6, or the port is taken there. */
static int listen_ipv6(uint16_t port)
{
	auto_close int fd = socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0);
	struct sockaddr_in6 a = { .sin6_family = AF_INET6,
				  .sin6_port = htons(port),
				  .sin6_addr = IN6ADDR_LOOPBACK_INIT };

	if (fd < 0 || bind(fd, (struct sockaddr *)&a, sizeof(a)) ||
	    listen(fd, BACKLOG))
		return -1;
	return take_fd(&fd);
}

static void set_environment(int count, const char *names)
{
	auto_free char *pid = mem_printf("%d", (int)getpid());
	auto_free char *fds = mem_printf("%d", count);

	(void)setenv("LISTEN_PID", pid, 1);
	(void)setenv("LISTEN_FDS", fds, 1);
	(void)setenv("LISTEN_FDNAMES", names, 1);
}

/* @fds lie above the places they go to; -1 ends them. */
static void start(const int *fds, const char *names, char **argv)
{
	int n = 0;

	for (; fds[n] >= 0; n++)
		if (dup2(fds[n], FIRST + n) < 0)
			_exit(126);
	set_environment(n, names);
	(void)execvp(argv[0], argv);
	_exit(127);
}

static fallible supervise(uint16_t port, const int *fds, const char *names,
			  char **argv)
{
	const struct timespec pause = { .tv_nsec = 5000000 };
	int status = 0;

	while (!ending) {
		bool told = false;
		pid_t pid = fork();

		if (pid < 0)
			return err_sys("fork");
		if (!pid)
			start(fds, names, argv);
		(void)printf("%u %d\n", (unsigned)port, (int)pid);
		(void)fflush(stdout);
		while (!waitpid(pid, &status, WNOHANG)) {
			if (ending && !told)
				told = !kill(pid, SIGTERM);
			(void)nanosleep(&pause, NULL);
		}
	}
	if (status)
		return err_new(&ERR_SYSTEM, "the command ended with status %d",
			       status);
	return NULL;
}

/* A descriptor out of the way of those that are passed. */
static int move_up(int fd)
{
	int moved = fcntl(fd, F_DUPFD_CLOEXEC, 100);

	(void)close(fd);
	return moved;
}

static fallible run(int argc, char **argv)
{
	struct sigaction end = { .sa_handler = note_end };
	int fds[4] = { -1, -1, -1, -1 };
	uint16_t port = 0;
	struct err *e;
	int report, ipv6;

	if (argc < 3)
		return err_new(&ERR_USAGE,
			       "usage: pass_sockets REPORT COMMAND...");
	e = listen_ipv4(&port, &fds[0]);
	if (e)
		return e;
	fds[0] = move_up(fds[0]);
	report = open(argv[1], O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	if (report < 0)
		return err_sys("open '%s'", argv[1]);
	fds[1] = move_up(report);
	ipv6 = listen_ipv6(port);
	if (ipv6 >= 0)
		fds[2] = move_up(ipv6);
	if (sigaction(SIGTERM, &end, NULL))
		return err_sys("receive SIGTERM");
	return supervise(port, fds,
			 ipv6 < 0 ? "http:report" : "http:report:http",
			 argv + 2);
}

int main(int argc, char **argv)
{
	return err_report(run(argc, argv));
}
