/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lib/stderr_line.h"

#include <errno.h>
#include <time.h>

static bool time_is_shown;

void stderr_line_show_time(bool on)
{
	time_is_shown = on;
}

void stderr_line_add_time(struct buf *out)
{
	struct timespec now;
	struct tm parts;
	char text[sizeof("2000-01-01T00:00:00")];

	(void)clock_gettime(CLOCK_REALTIME, &now);
	(void)gmtime_r(&now.tv_sec, &parts);
	(void)strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%S", &parts);
	buf_printf(out, "%s.%03ldZ", text, now.tv_nsec / 1000000);
}

void stderr_line_begin(struct buf *out)
{
	if (time_is_shown) {
		stderr_line_add_time(out);
		buf_putc(out, ' ');
	}
	buf_printf(out, "%s: ", program_invocation_short_name);
}
