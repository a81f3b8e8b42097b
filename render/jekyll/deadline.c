/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/jekyll/deadline.h"

#include <signal.h>
#include <unistd.h>

static bool arm(timer_t timer, int ms)
{
	const struct itimerspec time = {
		.it_value = { .tv_sec = ms / 1000,
			      .tv_nsec = ms % 1000 * 1000000L },
	};

	return timer_settime(timer, 0, &time, NULL) == 0;
}

static struct err *make_error(struct deadline *d)
{
	const int ms = d->config.limit_ms + d->config.grace_ms;
	struct err *e;

	(void)pthread_mutex_lock(&d->lock);
	e = err_new_in(d->place, &ERR_INPUT,
		       "takes more than %d s of processor time: given up",
		       (ms + 999) / 1000);
	(void)pthread_mutex_unlock(&d->lock);
	return e;
}

/* Runs in a thread of its own. */
static void ring(union sigval value)
{
	struct deadline *d = value.sival_ptr;

	if (!atomic_exchange(&d->passed, true) &&
	    arm(d->timer, d->config.grace_ms))
		return;
	if (d->config.over)
		d->config.over(d->config.host, make_error(d));
	_exit(err_report(make_error(d)));
}

fallible deadline_start(struct deadline *d, const struct deadline_config *cfg)
{
	struct sigevent event = {
		.sigev_notify = SIGEV_THREAD,
		.sigev_value.sival_ptr = d,
	};

	*d = (struct deadline){ .config = *cfg };
	(void)pthread_mutex_init(&d->lock, NULL);
	event.sigev_notify_function = ring;
	if (timer_create(cfg->process ? CLOCK_PROCESS_CPUTIME_ID
				      : CLOCK_THREAD_CPUTIME_ID,
			 &event, &d->timer))
		return err_sys("make a timer");
	if (!arm(d->timer, cfg->limit_ms))
		return err_sys("set a timer");
	return NULL;
}

void deadline_stop(struct deadline *d)
{
	(void)timer_delete(d->timer);
	(void)pthread_mutex_destroy(&d->lock);
}

struct err_place deadline_move(struct deadline *d, struct err_place place)
{
	struct err_place before;

	(void)pthread_mutex_lock(&d->lock);
	before = d->place;
	d->place = place;
	(void)pthread_mutex_unlock(&d->lock);
	return before;
}
