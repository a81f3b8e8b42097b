/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blogctl/lifecycle/log_source.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "blogctl/lifecycle/log_time.h"
#include "lib/cleanup.h"
#include "lib/fs.h"
#include "runtime/container/output_log.h"

#define CHUNK (1u << 20) /* bytes; a longer line is cut there */
#define TAIL 1024        /* bytes */

void log_source_init(struct log_source *s, const char *path, const char *prefix)
{
	*s = (struct log_source){ .path = path, .prefix = prefix, .fd = -1 };
}

void log_source_release(struct log_source *s)
{
	cleanup_close(&s->fd);
	buf_release(&s->text);
	buf_release(&s->tail);
	s->fd = -1;
}

/* The bytes of @text up to its last newline. */
static size_t whole_lines(const char *text, size_t len)
{
	const char *end = memrchr(text, '\n', len);

	if (!end)
		return len == CHUNK ? len : 0;
	return (size_t)(end - text) + 1;
}

static void keep_tail(struct log_source *s)
{
	struct str text = buf_str(&s->text);

	if (text.len >= TAIL)
		buf_truncate(&s->tail, 0);
	else if (s->tail.len + text.len > TAIL) {
		size_t gone = s->tail.len + text.len - TAIL;

		memmove(s->tail.data, s->tail.data + gone, s->tail.len - gone);
		buf_truncate(&s->tail, s->tail.len - gone);
	}
	if (text.len > TAIL)
		text = str_from(text, text.len - TAIL);
	buf_add_str(&s->tail, text);
}

/* Where the last of @lines ends in @text; 0: they are not there. */
static size_t find_end(struct str text, struct str lines)
{
	while (text.len && text.len >= lines.len) {
		const char *end = memrchr(text.data, '\n', text.len);

		if (!end)
			return 0;
		text.len = (size_t)(end - text.data) + 1;
		if (text.len >= lines.len &&
		    !memcmp(end + 1 - lines.len, lines.data, lines.len))
			return text.len;
		text.len--;
	}
	return 0;
}

/*
 * A log that is full is made empty, and then its newer half is written again:
 * see output_log.h. Until that is done, our place in it cannot be found; when
 * it cannot be found after another change either, it is gone.
 */
static fallible find_place(struct log_source *s)
{
	auto_buf struct buf all = { 0 };
	struct err *e = NULL;

	if (lseek(s->fd, 0, SEEK_SET) < 0)
		return err_sys("read '%s'", s->path);
	e = fs_read_fd(s->fd, 2 * OUTPUT_LOG_MAX, &all);
	if (e)
		return err_wrap(e, "read '%s'", s->path);
	s->offset = find_end(buf_str(&all), buf_str(&s->tail));
	if (!s->offset && !s->lost) {
		s->lost = true;
		s->offset = UINT64_MAX;
		return NULL;
	}
	s->lost = false;
	return NULL;
}

static fallible read_lines(struct log_source *s)
{
	struct stat st;
	ssize_t len;

	buf_truncate(&s->text, 0);
	s->at = 0;
	if (fstat(s->fd, &st) < 0)
		return err_sys("stat '%s'", s->path);
	if ((uint64_t)st.st_size < s->offset) {
		struct err *e = find_place(s);

		if (e || s->lost)
			return e;
	}
	len = pread(s->fd, buf_reserve(&s->text, CHUNK), CHUNK,
		    (off_t)s->offset);
	if (len < 0)
		return err_sys("read '%s'", s->path);
	s->text.len = whole_lines(s->text.data, (size_t)len);
	s->offset += s->text.len;
	keep_tail(s);
	return NULL;
}

/* Open the file that is there now, if it is another one than ours. */
static fallible open_next(struct log_source *s, bool *ret_opened)
{
	auto_close int fd =
		open(s->path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	struct stat ours, theirs;

	*ret_opened = false;
	if (fd < 0)
		return errno == ENOENT || errno == ENOTDIR
			       ? NULL
			       : err_sys("open '%s'", s->path);
	if (fstat(fd, &theirs) < 0 || (s->fd >= 0 && fstat(s->fd, &ours) < 0))
		return err_sys("stat '%s'", s->path);
	if (s->fd >= 0 && ours.st_dev == theirs.st_dev &&
	    ours.st_ino == theirs.st_ino)
		return NULL;
	cleanup_close(&s->fd);
	s->fd = take_fd(&fd);
	s->offset = 0;
	s->lost = false;
	buf_truncate(&s->tail, 0);
	*ret_opened = true;
	return NULL;
}

static fallible fill(struct log_source *s)
{
	bool opened = s->fd >= 0;
	struct err *e = NULL;

	if (!opened)
		e = open_next(s, &opened);
	while (!e && opened) {
		e = read_lines(s);
		if (e || s->text.len)
			break;
		e = open_next(s, &opened);
	}
	return e;
}

fallible log_source_peek(struct log_source *s, struct str *ret_line,
			 bool *ret_any)
{
	struct str rest;

	if (s->at == s->text.len) {
		struct err *e = fill(s);

		if (e)
			return e;
	}
	rest = str_from(buf_str(&s->text), s->at);
	*ret_any = rest.len > 0;
	if (!*ret_any)
		return NULL;
	*ret_line = str_n(rest.data, str_find_char(rest, '\n'));
	(void)log_time_parse(*ret_line, &s->time_ms);
	return NULL;
}

void log_source_drop(struct log_source *s)
{
	struct str rest = str_from(buf_str(&s->text), s->at);
	size_t line = str_find_char(rest, '\n');

	s->at += line < rest.len ? line + 1 : line;
}
