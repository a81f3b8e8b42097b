/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blogctl/lifecycle/log_view.h"

#include <errno.h>
#include <libgen.h>
#include <poll.h>
#include <sys/inotify.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/mem.h"

#define CHUNK (1u << 16) /* bytes written at once */

/* What may be a new log, more of one, or the end of all. */
#define CHANGES                                                                \
	(IN_MODIFY | IN_CREATE | IN_MOVED_TO | IN_DELETE | IN_DELETE_SELF |    \
	 IN_ONLYDIR)

/* The source of the oldest line, and that line. NULL: there is no line. */
static fallible find_next(const struct log_view *v, struct log_source **ret,
			  struct str *ret_line)
{
	*ret = NULL;
	for (size_t i = 0; i < v->len; i++) {
		struct log_source *s = &v->sources[i];
		struct str line;
		bool any;
		struct err *e = log_source_peek(s, &line, &any);

		if (e)
			return e;
		if (!any || (*ret && (*ret)->time_ms <= s->time_ms))
			continue;
		*ret = s;
		*ret_line = line;
	}
	return NULL;
}

static void add_line(const struct log_source *s, struct str line,
		     struct buf *out)
{
	if (s->prefix)
		buf_puts(out, s->prefix);
	buf_add_printable(out, line);
	buf_putc(out, '\n');
}

static fallible flush(struct buf *out)
{
	struct err *e = fs_write_fd(STDOUT_FILENO, out->data, out->len);

	buf_truncate(out, 0);
	return e;
}

/* All lines there are now, but for the first @skipped; how many there were. */
static fallible take_lines(const struct log_view *v, uint64_t skipped,
			   bool shows, uint64_t *ret_len)
{
	auto_buf struct buf out = { 0 };
	uint64_t len = 0;
	struct err *e;

	for (;;) {
		struct log_source *s;
		struct str line;

		e = find_next(v, &s, &line);
		if (e || !s)
			break;
		if (s->time_ms >= v->since_ms) {
			if (shows && len >= skipped)
				add_line(s, line, &out);
			len++;
		}
		log_source_drop(s);
		if (out.len >= CHUNK)
			e = flush(&out);
		if (e)
			break;
	}
	*ret_len = len;
	return e ? e : flush(&out);
}

/* Reads all of them once more than showing does. */
static fallible count_lines(const struct log_view *v, uint64_t *ret)
{
	struct log_source *sources =
		mem_alloc_array(v->len, sizeof(*v->sources));
	struct log_view counted = *v;
	struct err *e;

	for (size_t i = 0; i < v->len; i++)
		log_source_init(&sources[i], v->sources[i].path, NULL);
	counted.sources = sources;
	e = take_lines(&counted, 0, false, ret);
	for (size_t i = 0; i < v->len; i++)
		log_source_release(&sources[i]);
	free(sources);
	return e;
}

static fallible show_first(const struct log_view *v)
{
	uint64_t len = 0, skipped = 0;
	struct err *e = NULL;

	if (v->last != LOG_VIEW_ALL) {
		e = count_lines(v, &len);
		skipped = len > v->last ? len - v->last : 0;
	}
	return e ? e : take_lines(v, skipped, true, &len);
}

/* One that is missing comes to be in one that is watched. */
static fallible watch_folder(int events, const char *path)
{
	if (inotify_add_watch(events, path, CHANGES) < 0 && errno != ENOENT)
		return err_sys("watch '%s'", path);
	return NULL;
}

/* The folders of the logs and those above: a container that is started again
 * has a new one. Those that are watched already are not watched twice. */
static fallible watch(const struct log_view *v, int events)
{
	struct err *e = NULL;

	for (size_t i = 0; !e && i < v->len; i++) {
		auto_free char *path = mem_strdup(v->sources[i].path);
		char *folder = dirname(path);

		e = watch_folder(events, folder);
		if (!e)
			e = watch_folder(events, dirname(folder));
	}
	return e;
}

/* False in *@ret_read: nobody reads what we write. */
static fallible wait_for_change(int events, bool *ret_read)
{
	struct pollfd fds[] = { { .fd = events, .events = POLLIN },
				{ .fd = STDOUT_FILENO } };
	char ignored[4096];

	if (poll(fds, 2, -1) < 0 && errno != EINTR)
		return err_sys("wait for the logs");
	*ret_read = !(fds[1].revents & (POLLERR | POLLHUP));
	while (read(events, ignored, sizeof(ignored)) > 0)
		;
	return NULL;
}

static fallible follow(const struct log_view *v, int events)
{
	bool over = false;
	bool is_read = true;
	uint64_t ignored;
	struct err *e;

	for (;;) {
		e = wait_for_change(events, &is_read);
		if (e || !is_read)
			return e;
		e = watch(v, events);
		over = v->is_over && v->is_over(v->of);
		if (!e)
			e = take_lines(v, 0, true, &ignored);
		if (e || over)
			return e;
	}
}

fallible log_view_show(const struct log_view *v)
{
	auto_close int events = -1;
	struct err *e;

	if (!v->follow)
		return show_first(v);
	events = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
	if (events < 0)
		return err_sys("watch the logs");
	e = watch(v, events);
	if (!e)
		e = show_first(v);
	return e ? e : follow(v, events);
}
