/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lib/err.h"

#include <errno.h>
#include <execinfo.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/buf.h"
#include "lib/cleanup.h"
#include "lib/mem.h"
#include "lib/num.h"
#include "lib/stderr_line.h"

#define MAX_FRAMES 32

const struct err_tag ERR_SYSTEM = { "system", 1 };
const struct err_tag ERR_NOT_FOUND = { "not found", 1 };
const struct err_tag ERR_EXISTS = { "exists", 1 };
const struct err_tag ERR_DENIED = { "denied", 1 };
const struct err_tag ERR_FULL = { "full", 1 };
const struct err_tag ERR_INPUT = { "input", 1 };
const struct err_tag ERR_USAGE = { "usage", 2 };

static const struct err_tag *const known_tags[] = {
	&ERR_SYSTEM, &ERR_NOT_FOUND, &ERR_EXISTS, &ERR_DENIED,
	&ERR_FULL,   &ERR_INPUT,     &ERR_USAGE,
};

struct err {
	const struct err_tag *tag;
	char *message;
	char *hint;             /* NULL: none */
	struct err_place place; /* its file is ours */
	struct err *cause;      /* NULL in the innermost */
	const char *src;        /* where in our own code */
	int src_line;
	void *frames[MAX_FRAMES];
	int frames_len; /* 0 unless traced */
};

static bool traced;

void err_trace(bool on)
{
	traced = on;
}

static struct err *make(const char *src, int src_line,
			const struct err_tag *tag, char *message)
{
	struct err *e = mem_alloc(sizeof(*e));

	e->tag = tag;
	e->message = message;
	e->src = src;
	e->src_line = src_line;
	if (traced)
		e->frames_len = backtrace(e->frames, MAX_FRAMES);
	return e;
}

struct err *err_new_at(const char *src, int src_line, const struct err_tag *tag,
		       const char *fmt, ...)
{
	va_list args;
	char *message;

	va_start(args, fmt);
	message = mem_vprintf(fmt, args);
	va_end(args);
	return make(src, src_line, tag, message);
}

struct err *err_new_in_at(const char *src, int src_line, struct err_place place,
			  const struct err_tag *tag, const char *fmt, ...)
{
	va_list args;
	char *message;
	struct err *e;

	va_start(args, fmt);
	message = mem_vprintf(fmt, args);
	va_end(args);
	e = make(src, src_line, tag, message);
	e->place = place;
	e->place.file = mem_strdup(place.file);
	return e;
}

static const struct err_tag *tag_of_errno(int number)
{
	switch (number) {
	case ENOENT:
	case ESRCH:
	case ENOTDIR:
		return &ERR_NOT_FOUND;
	case EEXIST:
		return &ERR_EXISTS;
	case EPERM:
	case EACCES:
	case EROFS:
		return &ERR_DENIED;
	case ENOSPC:
	case EDQUOT:
		return &ERR_FULL;
	default:
		return &ERR_SYSTEM;
	}
}

struct err *err_sys_at(const char *src, int src_line, const char *fmt, ...)
{
	int number = errno;
	auto_free char *doing = NULL;
	va_list args;

	va_start(args, fmt);
	doing = mem_vprintf(fmt, args);
	va_end(args);
	return make(src, src_line, tag_of_errno(number),
		    mem_printf("%s: %s", doing, strerror(number)));
}

struct err *err_wrap_at(const char *src, int src_line, struct err *cause,
			const char *fmt, ...)
{
	va_list args;
	char *message;
	struct err *e;

	va_start(args, fmt);
	message = mem_vprintf(fmt, args);
	va_end(args);
	e = make(src, src_line, cause->tag, message);
	e->cause = cause;
	return e;
}

struct err *err_suggest(struct err *e, const char *hint)
{
	free(e->hint);
	e->hint = mem_strdup(hint);
	return e;
}

bool err_is(const struct err *e, const struct err_tag *tag)
{
	return e && e->tag == tag;
}

struct err_place err_where(const struct err *e)
{
	while (e->cause)
		e = e->cause;
	return e->place;
}

const char *err_hint(const struct err *e)
{
	while (e && !e->hint)
		e = e->cause;
	return e ? e->hint : NULL;
}

void err_describe(const struct err *e, struct buf *out)
{
	for (; e; e = e->cause)
		buf_printf(out, "%s%s", e->message, e->cause ? ": " : "");
}

static void add_place(struct buf *out, struct err_place place)
{
	if (place.file)
		buf_printf(out, "%s:", place.file);
	if (place.line)
		buf_printf(out, "%s%u:", place.file ? "" : "line ", place.line);
	if (place.line && place.column)
		buf_printf(out, "%u:", place.column);
	if (place.file || place.line)
		buf_putc(out, ' ');
}

static void print_frames(const struct err *e)
{
	for (; e; e = e->cause) {
		if (!e->frames_len)
			continue;
		dprintf(STDERR_FILENO, "  %s:%d: %s\n", e->src, e->src_line,
			e->message);
		if (!e->cause)
			backtrace_symbols_fd(e->frames, e->frames_len,
					     STDERR_FILENO);
	}
}

int err_report(struct err *e)
{
	auto_buf struct buf text = { 0 }, line = { 0 };
	int status;

	if (!e)
		return 0;
	status = e->tag->exit_status;
	stderr_line_begin(&text);
	add_place(&text, err_where(e));
	err_describe(e, &text);
	if (err_hint(e))
		buf_printf(&text, "; %s", err_hint(e));
	buf_printf(&text, " [%s]", e->tag->name);
	buf_add_printable(&line, buf_str(&text));
	buf_putc(&line, '\n');
	(void)!write(STDERR_FILENO, line.data, line.len);
	print_frames(e);
	err_drop(e);
	return status;
}

void err_drop(struct err *e)
{
	while (e) {
		struct err *cause = e->cause;

		free((char *)e->place.file);
		free(e->message);
		free(e->hint);
		free(e);
		e = cause;
	}
}

/* One message of NUL-terminated fields, the text last since it may be cut. */
void err_send(int fd, struct err *e)
{
	auto_buf struct buf message = { 0 };
	struct err_place place = err_where(e);

	buf_printf(&message, "%s%c%u%c%u%c%s%c", e->tag->name, 0, place.line, 0,
		   place.column, 0, place.file ? place.file : "", 0);
	err_describe(e, &message);
	if (message.len > PIPE_BUF)
		buf_truncate(&message, PIPE_BUF);
	(void)!write(fd, message.data, message.len);
	err_drop(e);
}

static const struct err_tag *tag_named(const char *name)
{
	for (size_t i = 0; i < sizeof(known_tags) / sizeof(*known_tags); i++)
		if (!strcmp(known_tags[i]->name, name))
			return known_tags[i];
	return &ERR_SYSTEM;
}

/* The field at *@at, stepping over it; "" when there is none left. */
static const char *next_field(const char **at, const char *end)
{
	const char *field = *at;
	const char *nul = memchr(field, 0, (size_t)(end - field));

	if (!nul)
		return "";
	*at = nul + 1;
	return field;
}

static unsigned next_number(const char **at, const char *end)
{
	uint64_t n = 0;

	(void)num_parse_uint(str_of(next_field(at, end)), UINT_MAX, &n);
	return (unsigned)n;
}

struct err *err_receive(int fd)
{
	char message[PIPE_BUF + 1];
	struct err_place place = { 0 };
	const struct err_tag *tag;
	const char *at = message;
	ssize_t len;

	do
		len = read(fd, message, PIPE_BUF);
	while (len < 0 && errno == EINTR);
	if (len < 0)
		return err_sys("read an error from a pipe");
	if (len == 0)
		return NULL;
	message[len] = 0;
	tag = tag_named(next_field(&at, message + len));
	place.line = next_number(&at, message + len);
	place.column = next_number(&at, message + len);
	place.file = next_field(&at, message + len);
	if (!*place.file)
		place.file = NULL;
	return err_new_in(place, tag, "%s", at);
}
