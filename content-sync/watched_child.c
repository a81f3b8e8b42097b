/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "content-sync/watched_child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "lib/fs.h"

/*
 * What goes through the pipe: any number of ALIVE, then RESULT and the bytes
 * of the result, or FAILED, the number of the tag, and the message.
 */
#define ALIVE '.'
#define RESULT 'R'
#define FAILED 'E'

#define SIGN_EVERY_MS 200
#define READ_CHUNK 4096             /* bytes */
#define REPORT_MAX_BYTES (1u << 20) /* signs of life included */

const struct err_tag CHILD_STALLED = { "stalled", 1 };
const struct err_tag CHILD_STOPPED = { "stopped", 1 };

static const struct err_tag *const common_tags[] = {
	&ERR_INPUT, &ERR_NOT_FOUND, &ERR_DENIED, &ERR_SYSTEM, NULL,
};

struct life {
	int pipe;
	int64_t last_ms;
};

static int64_t now_ms(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void life_sign(struct life *l)
{
	int64_t now = now_ms();

	if (now - l->last_ms < SIGN_EVERY_MS)
		return;
	l->last_ms = now;
	(void)!write(l->pipe, &(char){ ALIVE }, 1);
}

static size_t count_tags(const struct err_tag *const *tags)
{
	size_t n = 0;

	while (tags && tags[n])
		n++;
	return n;
}

/* Tags are numbered: ours first, then the common ones. */
static const struct err_tag *tag_at(const struct watched_config *cfg, size_t n)
{
	size_t ours = count_tags(cfg->tags);

	if (n < ours)
		return cfg->tags[n];
	n -= ours;
	return n < count_tags(common_tags) ? common_tags[n] : &ERR_SYSTEM;
}

static unsigned char number_of(const struct watched_config *cfg,
			       const struct err *e)
{
	size_t n = 0;

	while (!err_is(e, tag_at(cfg, n)) && tag_at(cfg, n) != &ERR_SYSTEM)
		n++;
	return (unsigned char)n;
}

__attribute__((noreturn)) static void be_child(const struct watched_config *cfg,
					       int pipe, pid_t parent)
{
	struct life life = { .pipe = pipe };
	auto_buf struct buf result = { 0 };
	auto_buf struct buf report = { 0 };
	struct err *e;

	(void)prctl(PR_SET_PDEATHSIG, SIGKILL);
	(void)signal(SIGPIPE, SIG_DFL);
	if (getppid() != parent)
		_exit(1);
	e = cfg->run(cfg->arg, &life, &result);
	if (e) {
		buf_putc(&report, FAILED);
		buf_putc(&report, (char)number_of(cfg, e));
		err_describe(e, &report);
		err_drop(e);
	} else {
		buf_putc(&report, RESULT);
		buf_add(&report, result.data, result.len);
	}
	e = fs_write_fd(pipe, report.data, report.len);
	err_drop(e);
	_exit(0);
}

static fallible give_up(const char *why, int64_t after_ms)
{
	return err_new(&CHILD_STALLED, "%s for %lld seconds", why,
		       (long long)after_ms / 1000);
}

/* Read until the pipe ends. Signs of life are dropped from @out. */
static fallible listen_to(const struct watched_config *cfg, int pipe,
			  struct buf *out)
{
	int64_t deadline = now_ms() + cfg->deadline_ms;

	for (;;) {
		int64_t left = deadline - now_ms();
		bool is_stall = cfg->stall_ms < left;
		struct pollfd fds[] = {
			{ .fd = pipe, .events = POLLIN },
			{ .fd = cfg->stop_fd, .events = POLLIN },
		};
		ssize_t n;
		int ready;

		/* Negative, it would be no limit at all. */
		if (left <= 0)
			return give_up("not done", cfg->deadline_ms);
		ready = poll(fds, 2, (int)(is_stall ? cfg->stall_ms : left));
		if (ready < 0 && errno == EINTR)
			continue;
		if (ready < 0)
			return err_sys("poll");
		if (fds[1].revents)
			return err_new(&CHILD_STOPPED, "told to stop");
		if (!ready)
			return is_stall ? give_up("no progress", cfg->stall_ms)
					: give_up("not done", cfg->deadline_ms);
		n = read(pipe, buf_reserve(out, READ_CHUNK), READ_CHUNK);
		if (n < 0)
			return err_sys("read from the child");
		if (!n)
			return NULL;
		out->len += (size_t)n;
		if (out->len > REPORT_MAX_BYTES)
			return err_new(&ERR_SYSTEM, "the child says too much");
	}
}

static fallible understand(const struct watched_config *cfg, struct str report,
			   int status, struct buf *ret)
{
	while (report.len && *report.data == ALIVE)
		report = str_from(report, 1);
	if (WIFSIGNALED(status))
		return err_new(&ERR_SYSTEM, "the child was ended by signal %d",
			       WTERMSIG(status));
	if (report.len && *report.data == RESULT) {
		buf_add_str(ret, str_from(report, 1));
		return NULL;
	}
	if (report.len < 2 || *report.data != FAILED)
		return err_new(&ERR_SYSTEM, "the child ended without a word");
	return err_new(tag_at(cfg, (unsigned char)report.data[1]), "%.*s",
		       STR_FMT(str_from(report, 2)));
}

fallible watched_child_run(const struct watched_config *cfg, struct buf *ret)
{
	auto_buf struct buf report = { 0 };
	auto_close int ours = -1;
	pid_t parent = getpid();
	int status = 0;
	struct err *e;
	int ends[2];
	pid_t pid;

	if (pipe2(ends, O_CLOEXEC) < 0)
		return err_sys("make a pipe");
	ours = ends[0];
	pid = fork();
	if (pid < 0) {
		e = err_sys("fork");
		(void)close(ends[1]);
		return e;
	}
	if (!pid) {
		(void)close(ours);
		be_child(cfg, ends[1], parent);
	}
	(void)close(ends[1]);
	e = listen_to(cfg, ours, &report);
	if (e)
		(void)kill(pid, SIGKILL);
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		continue;
	if (e)
		return e;
	return understand(cfg, buf_str(&report), status, ret);
}
