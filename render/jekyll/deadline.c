/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/jekyll/deadline.h"

#include <signal.h>
#include <unistd.h>

/* Runs in a thread of its own. */
static void is_over(union sigval value)
{
	const struct deadline *d = value.sival_ptr;
	const struct err_place at = { .file = d->path };

	_exit(err_report(err_new_in(at, &ERR_INPUT, "takes too long")));
}

fallible deadline_start(struct deadline *d, const char *path, int limit_ms)
{
	const struct itimerspec limit = {
		.it_value = { .tv_sec = limit_ms / 1000,
			      .tv_nsec = limit_ms % 1000 * 1000000L },
	};
	struct sigevent event = {
		.sigev_notify = SIGEV_THREAD,
		.sigev_value.sival_ptr = d,
	};

	event.sigev_notify_function = is_over;
	d->path = path;
	if (timer_create(CLOCK_MONOTONIC, &event, &d->timer))
		return err_sys("make a timer");
	if (timer_settime(d->timer, 0, &limit, NULL))
		return err_sys("set a timer");
	return NULL;
}

void deadline_stop(struct deadline *d)
{
	(void)timer_delete(d->timer);
}
