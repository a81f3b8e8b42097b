/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lib/log.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "lib/buf.h"
#include "lib/cleanup.h"
#include "lib/json.h"
#include "lib/mem.h"

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

/* RFC 3339, in UTC. */
static void add_time(struct buf *out)
{
	struct timespec now;
	struct tm parts;
	char text[sizeof("2000-01-01T00:00:00")];

	(void)clock_gettime(CLOCK_REALTIME, &now);
	(void)gmtime_r(&now.tv_sec, &parts);
	(void)strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%S", &parts);
	buf_printf(out, "%s.%09ldZ", text, now.tv_nsec);
}

static void add_object(struct buf *out, enum log_level level, struct str text)
{
	static const char *const names[] = { "error", "warning", "info",
					     "debug" };

	buf_puts(out, "{\"time\":\"");
	add_time(out);
	buf_printf(out, "\",\"level\":\"%s\",\"msg\":", names[level]);
	json_quote(out, text);
	buf_putc(out, '}');
}

static void add_line(struct buf *out, enum log_level level, struct str text)
{
	static const char *const labels[] = { "error: ", "warning: ", "",
					      "debug: " };

	if (file >= 0)
		add_time(out);
	else
		buf_puts(out, program_invocation_short_name);
	buf_printf(out, ": %s", labels[level]);
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
