/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lib/log.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <unistd.h>

#include "lib/buf.h"
#include "lib/cleanup.h"
#include "lib/mem.h"

static enum log_level shown = LOG_LEVEL_INFO;

void log_set_level(enum log_level level)
{
	shown = level;
}

void log_at(enum log_level level, const char *fmt, ...)
{
	static const char *const labels[] = { "warning: ", "", "debug: " };
	auto_buf struct buf line = { 0 };
	auto_free char *text = NULL;
	va_list args;

	if (level > shown)
		return;
	va_start(args, fmt);
	text = mem_vprintf(fmt, args);
	va_end(args);
	buf_printf(&line, "%s: %s", program_invocation_short_name,
		   labels[level]);
	buf_add_printable(&line, str_of(text));
	buf_putc(&line, '\n');
	(void)!write(STDERR_FILENO, line.data, line.len);
}
