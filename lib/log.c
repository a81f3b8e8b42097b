/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lib/log.h"

#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <unistd.h>

#include "lib/buf.h"
#include "lib/cleanup.h"
#include "lib/json.h"
#include "lib/mem.h"
#include "lib/stderr_line.h"

static enum log_level shown = LOG_LEVEL_INFO;
static int file = -1; /* standard error */
static enum log_format file_format;

void log_set_level(enum log_level level)
{
	shown = level;
}

fallible log_to_file(const char *path, enum log_format format)
{
	int fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);

	if (fd < 0)
		return err_sys("open log '%s'", path);
	file = fd;
	file_format = format;
	return NULL;
}

bool log_is_file(void)
{
	return file >= 0;
}

static void add_object(struct buf *out, enum log_level level, struct str text)
{
	static const char *const names[] = { "error", "warning", "info",
					     "debug" };

	buf_puts(out, "{\"time\":\"");
	stderr_line_add_time(out);
	buf_printf(out, "\",\"level\":\"%s\",\"msg\":", names[level]);
	json_quote(out, text);
	buf_putc(out, '}');
}

static void add_line(struct buf *out, enum log_level level, struct str text)
{
	static const char *const labels[] = { "error: ", "warning: ", "",
					      "debug: " };

	if (file >= 0) {
		stderr_line_add_time(out);
		buf_puts(out, ": ");
	} else {
		stderr_line_begin(out);
	}
	buf_puts(out, labels[level]);
	buf_add_printable(out, text);
}

void log_at(enum log_level level, const char *fmt, ...)
{
	auto_buf struct buf line = { 0 };
	auto_free char *text = NULL;
	va_list args;

	if (level > shown)
		return;
	va_start(args, fmt);
	text = mem_vprintf(fmt, args);
	va_end(args);
	if (file >= 0 && file_format == LOG_FORMAT_JSON)
		add_object(&line, level, str_of(text));
	else
		add_line(&line, level, str_of(text));
	buf_putc(&line, '\n');
	(void)!write(file >= 0 ? file : STDERR_FILENO, line.data, line.len);
}
