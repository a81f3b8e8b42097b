/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blogctl/lifecycle/log_view.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>

#include "blogctl/printable.h"
#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/mem.h"

#define CHUNK (1u << 20) /* bytes; a longer line is cut there */

static fallible open_log(const struct log_source *source, int *ret_fd,
			 uint64_t *ret_size)
{
	struct stat st;

	*ret_fd = open(source->path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	*ret_size = 0;
	if (*ret_fd < 0)
		return errno == ENOENT ? NULL
				       : err_sys("open '%s'", source->path);
	if (fstat(*ret_fd, &st) < 0)
		return err_sys("stat '%s'", source->path);
	*ret_size = (uint64_t)st.st_size;
	return NULL;
}

/* The bytes of @text up to its last newline. */
static size_t whole_lines(const char *text, size_t len)
{
	if (len == CHUNK && !memrchr(text, '\n', len))
		return len;
	while (len && text[len - 1] != '\n')
		len--;
	return len;
}

static void add_lines(const struct log_source *source, struct str text,
		      struct buf *out)
{
	struct str line;

	if (str_ends(text, "\n"))
		text.len--;
	while (str_split(&text, '\n', &line)) {
		if (source->prefix)
			buf_puts(out, source->prefix);
		printable_add(out, line);
		buf_putc(out, '\n');
	}
}

fallible log_view_take(struct log_source *source, struct buf *out,
		       bool *ret_more)
{
	auto_free char *text = NULL;
	auto_close int fd = -1;
	uint64_t size;
	ssize_t len;
	struct err *e;

	*ret_more = false;
	e = open_log(source, &fd, &size);
	if (e || fd < 0)
		return e;
	if (size < source->offset)
		source->offset = 0;
	text = mem_alloc(CHUNK);
	len = pread(fd, text, CHUNK, (off_t)source->offset);
	if (len < 0)
		return err_sys("read '%s'", source->path);
	len = (ssize_t)whole_lines(text, (size_t)len);
	if (!len)
		return NULL;
	add_lines(source, str_n(text, (size_t)len), out);
	source->offset += (uint64_t)len;
	*ret_more = source->offset < size;
	return NULL;
}

static fallible write_new(struct log_source *sources, size_t len)
{
	struct err *e = NULL;

	for (size_t i = 0; !e && i < len; i++) {
		bool more = true;

		while (!e && more) {
			auto_buf struct buf text = { 0 };

			e = log_view_take(&sources[i], &text, &more);
			if (!e)
				e = fs_write_fd(STDOUT_FILENO, text.data,
						text.len);
		}
	}
	return e;
}

static fallible watch(const struct log_source *sources, size_t len, int *ret_fd)
{
	auto_close int fd = inotify_init1(IN_CLOEXEC);

	if (fd < 0)
		return err_sys("watch the logs");
	for (size_t i = 0; i < len; i++) {
		auto_free char *path = mem_strdup(sources[i].path);
		const char *folder = dirname(path);

		if (inotify_add_watch(fd, folder,
				      IN_MODIFY | IN_CREATE | IN_MOVED_TO |
					      IN_ONLYDIR) < 0)
			return err_sys("watch '%s'", folder);
	}
	*ret_fd = take_fd(&fd);
	return NULL;
}

fallible log_view_show(struct log_source *sources, size_t len, bool follow)
{
	auto_close int events = -1;
	char ignored[4096];
	struct err *e;

	if (!follow)
		return write_new(sources, len);
	e = watch(sources, len, &events);
	if (!e)
		e = write_new(sources, len);
	while (!e) {
		if (read(events, ignored, sizeof(ignored)) < 0)
			return err_sys("watch the logs");
		e = write_new(sources, len);
	}
	return e;
}
