/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "serve/confine_seccomp.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "lib/log.h"
#include "tests/support/test.h"

/* The places where a server finds its sockets. */
#define LISTENER 3
#define ACCEPTED 10

/* An int with bits beyond the 32nd is the same descriptor to the kernel. */
#define WIDE(fd) ((1L << 32) | (fd))

/* The child that is confined tells how one attempt went. */
enum outcome { WENT_WELL, WAS_REFUSED, WAS_KILLED, WENT_OTHERWISE };

static struct sockaddr_in somewhere(void)
{
	return (struct sockaddr_in){
		.sin_family = AF_INET,
		.sin_port = htons(9),
		.sin_addr = { htonl(INADDR_LOOPBACK) },
	};
}

static long try_socket(void)
{
	return syscall(SYS_socket, AF_INET, SOCK_STREAM, 0);
}

static long try_connect_listener(void)
{
	struct sockaddr_in a = somewhere();

	return syscall(SYS_connect, LISTENER, &a, sizeof(a));
}

static long try_connect_accepted(void)
{
	struct sockaddr_in a = somewhere();

	return syscall(SYS_connect, ACCEPTED, &a, sizeof(a));
}

static long try_shutdown_listener(void)
{
	return syscall(SYS_shutdown, LISTENER, SHUT_RDWR);
}

static long try_shutdown_wide(void)
{
	return syscall(SYS_shutdown, WIDE(LISTENER), SHUT_RDWR);
}

static long try_shutdown_accepted(void)
{
	return syscall(SYS_shutdown, ACCEPTED, SHUT_WR);
}

static long try_shutdown_duplicate(void)
{
	long fd = syscall(SYS_fcntl, LISTENER, F_DUPFD_CLOEXEC, 50);

	return fd < 0 ? fd : syscall(SYS_shutdown, fd, SHUT_RDWR);
}

static long try_duplicate_wide(void)
{
	return syscall(SYS_fcntl, WIDE(LISTENER), F_DUPFD_CLOEXEC, 50);
}

static long try_dup(void)
{
	return syscall(SYS_dup, LISTENER);
}

static long try_dup3(void)
{
	return syscall(SYS_dup3, LISTENER, 60, 0);
}

static long try_duplicate_accepted(void)
{
	return syscall(SYS_fcntl, ACCEPTED, F_DUPFD_CLOEXEC, 50);
}

static long try_fastopen(void)
{
	struct sockaddr_in a = somewhere();

	return syscall(SYS_sendto, ACCEPTED, "x", 1, MSG_FASTOPEN, &a,
		       sizeof(a));
}

static long try_fastopen_message(void)
{
	struct msghdr message = { 0 };

	return syscall(SYS_sendmsg, ACCEPTED, &message,
		       MSG_FASTOPEN | MSG_NOSIGNAL);
}

static long try_sending_to_an_address(void)
{
	struct sockaddr_in a = somewhere();

	return syscall(SYS_sendto, ACCEPTED, "x", 1, MSG_NOSIGNAL, &a,
		       sizeof(a));
}

static long try_sending(void)
{
	return syscall(SYS_sendto, ACCEPTED, "x", 1, MSG_NOSIGNAL, NULL, 0);
}

static long try_option_of_listener(void)
{
	int on = 1;

	return syscall(SYS_setsockopt, LISTENER, IPPROTO_TCP, TCP_NODELAY, &on,
		       sizeof(on));
}

static long try_fastopen_connect(void)
{
	int on = 1;

	return syscall(SYS_setsockopt, ACCEPTED, IPPROTO_TCP,
		       TCP_FASTOPEN_CONNECT, &on, sizeof(on));
}

static long try_nodelay(void)
{
	int on = 1;

	return syscall(SYS_setsockopt, ACCEPTED, IPPROTO_TCP, TCP_NODELAY, &on,
		       sizeof(on));
}

static long try_accept(void)
{
	return syscall(SYS_accept4, LISTENER, NULL, NULL, SOCK_NONBLOCK);
}

static long try_listen(void)
{
	return syscall(SYS_listen, LISTENER, 1);
}

static long try_exec(void)
{
	char name[] = "true";
	char *argv[] = { name, NULL };

	return syscall(SYS_execve, "/bin/true", argv, argv + 1);
}

static long try_fork(void)
{
	return syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0);
}

static long try_ptrace(void)
{
	return syscall(SYS_ptrace, 16, 1, 0, 0);
}

static long try_io_uring(void)
{
	return syscall(SYS_io_uring_setup, 1, NULL);
}

static long try_open_by_path(void)
{
	return syscall(SYS_openat, AT_FDCWD, "/etc/passwd", O_RDONLY);
}

static long try_executable_memory(void)
{
	return (long)mmap(NULL, 4096, PROT_READ | PROT_EXEC,
			  MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
}

static long try_memory(void)
{
	return (long)mmap(NULL, 4096, PROT_READ | PROT_WRITE,
			  MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
}

static long try_another_filter(void)
{
	return syscall(SYS_seccomp, 0, 0, NULL);
}

static long try_kill_another(void)
{
	return syscall(SYS_tgkill, getppid(), getppid(), 0);
}

static const struct {
	const char *what;
	long (*attempt)(void);
	enum outcome outcome;
} cases[] = {
	{ "make a socket", try_socket, WAS_KILLED },
	{ "connect the listener", try_connect_listener, WAS_KILLED },
	{ "connect a connection", try_connect_accepted, WAS_KILLED },
	{ "shut down the listener", try_shutdown_listener, WAS_REFUSED },
	{ "shut down wide", try_shutdown_wide, WAS_REFUSED },
	{ "shut down a connection", try_shutdown_accepted, WENT_WELL },
	{ "shut down a duplicate", try_shutdown_duplicate, WAS_REFUSED },
	{ "duplicate wide", try_duplicate_wide, WAS_REFUSED },
	{ "dup", try_dup, WAS_REFUSED },
	{ "dup3", try_dup3, WAS_REFUSED },
	{ "duplicate a connection", try_duplicate_accepted, WENT_WELL },
	{ "MSG_FASTOPEN", try_fastopen, WAS_REFUSED },
	{ "MSG_FASTOPEN, sendmsg", try_fastopen_message, WAS_REFUSED },
	{ "send to an address", try_sending_to_an_address, WAS_REFUSED },
	{ "send", try_sending, WENT_WELL },
	{ "set the listener", try_option_of_listener, WAS_REFUSED },
	{ "TCP_FASTOPEN_CONNECT", try_fastopen_connect, WAS_REFUSED },
	{ "TCP_NODELAY", try_nodelay, WENT_WELL },
	{ "accept", try_accept, WENT_WELL },
	{ "listen", try_listen, WAS_KILLED },
	{ "execve", try_exec, WAS_KILLED },
	{ "fork", try_fork, WAS_KILLED },
	{ "ptrace", try_ptrace, WAS_KILLED },
	{ "io_uring", try_io_uring, WAS_KILLED },
	{ "open by path", try_open_by_path, WAS_REFUSED },
	{ "executable memory", try_executable_memory, WAS_REFUSED },
	{ "memory", try_memory, WENT_WELL },
	{ "another filter", try_another_filter, WAS_REFUSED },
	{ "signal another", try_kill_another, WAS_REFUSED },
};

static void place(int fd, int at)
{
	if (fd == at)
		return;
	if (dup2(fd, at) < 0)
		_exit(WENT_OTHERWISE);
	(void)close(fd);
}

/* A listener, a connection from it, and another that waits to be accepted. */
static void place_sockets(void)
{
	struct sockaddr_in a = { .sin_family = AF_INET,
				 .sin_addr = { htonl(INADDR_LOOPBACK) } };
	socklen_t size = sizeof(a);
	int listener = socket(AF_INET, SOCK_STREAM, 0);

	if (bind(listener, (struct sockaddr *)&a, size) ||
	    listen(listener, 5) ||
	    getsockname(listener, (struct sockaddr *)&a, &size))
		_exit(WENT_OTHERWISE);
	for (int i = 0; i < 2; i++)
		if (connect(socket(AF_INET, SOCK_STREAM, 0),
			    (struct sockaddr *)&a, size))
			_exit(WENT_OTHERWISE);
	place(accept(listener, NULL, NULL), ACCEPTED);
	place(listener, LISTENER);
}

static void attempt_confined(long (*attempt)(void))
{
	const struct confine_config cfg = { .last_passed = LISTENER };
	struct err *e;

	place_sockets();
	(void)prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	e = confine_seccomp(&cfg);
	if (e)
		_exit(WENT_OTHERWISE);
	if (attempt() >= 0)
		syscall(SYS_exit_group, WENT_WELL);
	syscall(SYS_exit_group, errno == EPERM ? WAS_REFUSED : WENT_OTHERWISE);
}

static enum outcome outcome_of(int status)
{
	if (WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS)
		return WAS_KILLED;
	return WIFEXITED(status) ? (enum outcome)WEXITSTATUS(status)
				 : WENT_OTHERWISE;
}

static void intruder_gets_nowhere(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		pid_t child = fork();
		int status;

		if (!child)
			attempt_confined(cases[i].attempt);
		assert_int_equal(waitpid(child, &status, 0), child);
		if (outcome_of(status) != cases[i].outcome)
			fail_msg("%s: status %x", cases[i].what, status);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(intruder_gets_nowhere),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
