/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/process/hooks.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "lib/data.h"
#include "lib/fs.h"
#include "lib/json.h"
#include "lib/log.h"
#include "runtime/oci_version.h"
#include "runtime/wait_status.h"

#define NOT_EXECUTED 127

void hooks_write_state(const struct hook_subject *s, const char *status,
		       pid_t pid, struct buf *out)
{
	struct json_writer w = { .out = out };

	json_open_object(&w, NULL);
	json_put_text(&w, "ociVersion", OCI_VERSION);
	json_put_text(&w, "id", s->id);
	json_put_text(&w, "status", status);
	if (pid)
		json_put_int(&w, "pid", pid);
	json_put_text(&w, "bundle", s->bundle);
	if (s->spec->annotations_len) {
		json_open_object(&w, "annotations");
		for (size_t i = 0; i < s->spec->annotations_len; i++)
			json_put_text(&w, s->spec->annotations[i].name,
				      s->spec->annotations[i].value);
		json_close_object(&w);
	}
	json_close_object(&w);
}

/* One that never reads it must not keep us waiting, nor end us. */
static fallible keep_text(const struct buf *text, int *ret)
{
	auto_close int fd = memfd_create("state", MFD_CLOEXEC);
	struct err *e;

	if (fd < 0)
		return err_sys("keep the state for it");
	e = fs_write_fd(fd, text->data, text->len);
	if (!e && lseek(fd, 0, SEEK_SET))
		e = err_sys("keep the state for it");
	if (!e)
		*ret = take_fd(&fd);
	return e;
}

static _Noreturn void execute(const struct spec_hook *h, int input)
{
	const struct sigaction standard = { .sa_handler = SIG_DFL };
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);
	sigset_t none;

	for (int i = 1; i < NSIG; i++)
		(void)sigaction(i, &standard, NULL);
	(void)sigemptyset(&none);
	(void)sigprocmask(SIG_SETMASK, &none, NULL);
	if (dup2(input, STDIN_FILENO) < 0 ||
	    (null >= 0 &&
	     (dup2(null, STDOUT_FILENO) < 0 || dup2(null, STDERR_FILENO) < 0)))
		_exit(NOT_EXECUTED);
	(void)close_range(STDERR_FILENO + 1, ~0u, 0);
	(void)execve(h->path, (char *const *)(uintptr_t)h->argv,
		     (char *const *)(uintptr_t)h->env);
	_exit(NOT_EXECUTED);
}

/* Until it has ended, or has had its time. */
static fallible await(const struct spec_hook *h, pid_t pid)
{
	auto_close int pidfd = (int)syscall(SYS_pidfd_open, pid, 0);
	struct pollfd p = { .fd = pidfd, .events = POLLIN };
	int status = 0, limit = h->timeout_s ? (int)h->timeout_s * 1000 : -1;
	bool late;

	do
		late = poll(&p, 1, limit) == 0;
	while (!late && !p.revents);
	if (late)
		(void)kill(pid, SIGKILL);
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	if (late)
		return err_new(&ERR_SYSTEM, "it takes longer than %u s",
			       h->timeout_s);
	if (WIFEXITED(status) && WEXITSTATUS(status) == NOT_EXECUTED)
		return err_new(&ERR_SYSTEM,
			       "it cannot be executed, or says so");
	if (status)
		return err_new(&ERR_SYSTEM, "it ended with status %d",
			       wait_status_to_exit(status));
	return NULL;
}

static fallible run_one(const struct spec_hook *h, const struct buf *state)
{
	auto_close int input = -1;
	struct err *e = keep_text(state, &input);
	pid_t pid;

	if (e)
		return e;
	pid = fork();
	if (pid < 0)
		return err_sys("start it");
	if (pid == 0)
		execute(h, input);
	return await(h, pid);
}

static fallible run_nth(const struct spec_hooks *hooks, size_t n,
			const struct buf *state)
{
	const struct spec_hook *h = &hooks->items[n];
	struct err *e = run_one(h, state);

	return e ? err_wrap(e, "hooks.%s[%zu] '%s'", hooks->name, n, h->path)
		 : NULL;
}

fallible hooks_run(const struct hook_subject *s, enum hook_kind kind,
		   const char *status, pid_t pid)
{
	const struct spec_hooks *hooks = &s->spec->hooks[kind];
	auto_buf struct buf state = { 0 };
	struct err *e = NULL;

	if (!hooks->len)
		return NULL;
	hooks_write_state(s, status, pid, &state);
	for (size_t i = 0; i < hooks->len && !e; i++)
		e = run_nth(hooks, i, &state);
	return e;
}

void hooks_run_all(const struct hook_subject *s, enum hook_kind kind,
		   const char *status, pid_t pid)
{
	const struct spec_hooks *hooks = &s->spec->hooks[kind];
	auto_buf struct buf state = { 0 };

	if (hooks->len)
		hooks_write_state(s, status, pid, &state);
	for (size_t i = 0; i < hooks->len; i++) {
		struct err *e = run_nth(hooks, i, &state);
		auto_buf struct buf text = { 0 };

		if (!e)
			continue;
		err_describe(e, &text);
		log_warn("%s", text.data);
		err_drop(e);
	}
}

bool hooks_come_early(const struct spec *s)
{
	return s->hooks[HOOK_PRESTART].len ||
	       s->hooks[HOOK_CREATE_RUNTIME].len ||
	       s->hooks[HOOK_CREATE_CONTAINER].len ||
	       s->hooks[HOOK_START_CONTAINER].len;
}
