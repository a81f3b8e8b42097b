/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/process/program.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <linux/close_range.h>

#include "lib/cleanup.h"
#include "lib/mem.h"

#define FIRST_FD 3 /* SD_LISTEN_FDS_START */
#define DEFAULT_PATH                                                           \
	"/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

fallible program_take_stdio(const struct program *p)
{
	int high[FIRST_FD];

	/* Out of the way first: one may be where another has to go. */
	for (int i = 0; i < FIRST_FD; i++) {
		high[i] = fcntl(p->stdio[i], F_DUPFD_CLOEXEC, FIRST_FD);
		if (high[i] < 0)
			return err_sys("duplicate descriptor %d", p->stdio[i]);
	}
	for (int i = 0; i < FIRST_FD; i++) {
		if (dup2(high[i], i) < 0)
			return err_sys("set descriptor %d", i);
		(void)close(high[i]);
	}
	return NULL;
}

static fallible reset_signals(void)
{
	const struct sigaction standard = { .sa_handler = SIG_DFL };
	sigset_t none;

	for (int i = 1; i < NSIG; i++)
		(void)sigaction(i, &standard, NULL);
	(void)sigemptyset(&none);
	if (sigprocmask(SIG_SETMASK, &none, NULL))
		return err_sys("let signals in");
	return NULL;
}

/*
 * Put the descriptors in their places from 3 on. Whatever else is open,
 * including the channel, is moved above them or closed on exec.
 */
static fallible place_fds(const struct container_fds *fds, struct channel *c)
{
	int limit = FIRST_FD + (int)fds->len;
	auto_free int *high = mem_alloc_array(fds->len + 1, sizeof(*high));
	struct channel moved = {
		.sync = fcntl(c->sync, F_DUPFD_CLOEXEC, limit),
		.error = fcntl(c->error, F_DUPFD_CLOEXEC, limit),
	};
	struct err *e = NULL;

	if (moved.sync < 0 || moved.error < 0)
		return err_sys("duplicate the channel");
	*c = moved;
	for (size_t i = 0; i < fds->len && !e; i++) {
		high[i] = fcntl(fds->fds[i], F_DUPFD_CLOEXEC, limit);
		if (high[i] < 0)
			e = err_sys("hand in descriptor %d", fds->fds[i]);
	}
	for (size_t i = 0; i < fds->len && !e; i++)
		if (dup2(high[i], FIRST_FD + (int)i) < 0)
			e = err_sys("hand in descriptor %d", fds->fds[i]);
	if (!e && close_range((unsigned)limit, ~0u, CLOSE_RANGE_CLOEXEC))
		e = err_sys("close what is not for the program");
	return e;
}

/* @name ends with '='. */
static const char *find_variable(const char *const *env, const char *name)
{
	for (; *env; env++)
		if (!strncmp(*env, name, strlen(name)))
			return *env + strlen(name);
	return NULL;
}

static bool is_listen_variable(const char *entry)
{
	return !strncmp(entry, "LISTEN_PID=", 11) ||
	       !strncmp(entry, "LISTEN_FDS=", 11) ||
	       !strncmp(entry, "LISTEN_FDNAMES=", 15);
}

/* LISTEN_PID must be what the program itself sees as its pid. */
static char **make_env(const struct program *p)
{
	size_t len = 0;
	char **env;

	while (p->env[len])
		len++;
	env = mem_alloc_array(len + 5, sizeof(*env));
	len = 0;
	for (const char *const *entry = p->env; *entry; entry++)
		if (!p->fds.listening || !is_listen_variable(*entry))
			env[len++] = mem_strdup(*entry);
	if (!find_variable(p->env, "HOME="))
		env[len++] = mem_printf("HOME=%s", *p->home ? *p->home : "/");
	if (!p->fds.listening)
		return env;
	env[len++] = mem_printf("LISTEN_FDS=%zu", p->fds.listening);
	env[len++] = mem_printf("LISTEN_PID=%d", (int)getpid());
	if (p->fds.names)
		env[len++] = mem_printf("LISTEN_FDNAMES=%s", p->fds.names);
	return env;
}

/* What @name may be, tried one after the other until @found says so. With all
 * tried errno says why none was. */
static void search(const char *name, char *const *env,
		   bool (*found)(const char *path, void *ctx), void *ctx)
{
	const char *path = find_variable((const char *const *)env, "PATH=");
	int denied = 0;

	path = path ? path : DEFAULT_PATH;
	if (strchr(name, '/')) {
		(void)found(name, ctx);
		return;
	}
	while (path) {
		const char *colon = strchr(path, ':');
		size_t len = colon ? (size_t)(colon - path) : strlen(path);
		char *full = mem_printf("%.*s/%s", (int)len, path, name);
		bool ends = len && found(full, ctx);

		free(full);
		if (ends)
			return;
		if (len && errno == EACCES)
			denied = EACCES;
		path = colon ? colon + 1 : NULL;
	}
	errno = denied ? denied : ENOENT;
}

static bool is_elsewhere(int error)
{
	return error == EACCES || error == ENOENT || error == ENOTDIR;
}

struct execution {
	char *const *argv;
	char *const *env;
};

static bool execute(const char *path, void *ctx)
{
	const struct execution *x = ctx;

	(void)execve(path, x->argv, x->env);
	return !is_elsewhere(errno);
}

static bool could_execute(const char *path, void *ctx)
{
	struct stat st;

	if (faccessat(AT_FDCWD, path, X_OK, AT_EACCESS) || stat(path, &st))
		return !is_elsewhere(errno);
	if (!S_ISREG(st.st_mode)) {
		errno = EACCES;
		return false;
	}
	*(bool *)ctx = true;
	return true;
}

fallible program_check(const struct program *p)
{
	bool could = false;

	search(p->argv[0], (char *const *)(uintptr_t)p->env, could_execute,
	       &could);
	return could ? NULL : err_sys("execute '%s'", p->argv[0]);
}

fallible program_prepare(const struct program *p, struct channel *c)
{
	struct err *e = reset_signals();

	return e ? e : place_fds(&p->fds, c);
}

_Noreturn void program_execute(const struct program *p, const struct channel *c)
{
	struct execution x = { .argv = (char *const *)(uintptr_t)p->argv,
			       .env = make_env(p) };

	if (!channel_done(c))
		_exit(EXIT_FAILURE);
	search(p->argv[0], x.env, execute, &x);
	channel_fail(c, err_sys("execute '%s'", p->argv[0]));
}
