/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/jekyll/deadline.h"

#include <pthread.h>
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

/* Held by whoever is told last, too: nothing it uses goes away meanwhile. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

/* What is being timed. A timer that fires as it is deleted calls all the same,
 * so a call names a number, which is never given twice, not a place in memory.
 */
static struct deadline *running;
static uintptr_t last_number;

static struct deadline **find(uintptr_t number)
{
	struct deadline **at = &running;

	while (*at && (*at)->number != number)
		at = &(*at)->next;
	return at;
}

static struct err *make_error(const struct deadline *d)
{
	const int ms = d->config.limit_ms + d->config.grace_ms;

	return err_new_in(d->place, &ERR_INPUT,
			  "takes more than %d s of processor time: given up",
			  (ms + 999) / 1000);
}

static void pass(struct deadline *d)
{
	if (!atomic_exchange(&d->passed, true) &&
	    arm(d->timer, d->config.grace_ms))
		return;
	if (d->config.over)
		d->config.over(d->config.host, make_error(d));
	_exit(err_report(make_error(d)));
}

/* Runs in a thread of its own. */
static void ring(union sigval value)
{
	struct deadline *d;

	(void)pthread_mutex_lock(&lock);
	d = *find((uintptr_t)value.sival_ptr);
	if (d)
		pass(d);
	(void)pthread_mutex_unlock(&lock);
}

static void enlist(struct deadline *d)
{
	(void)pthread_mutex_lock(&lock);
	d->number = ++last_number;
	d->next = running;
	running = d;
	(void)pthread_mutex_unlock(&lock);
}

static void strike(struct deadline *d)
{
	(void)pthread_mutex_lock(&lock);
	*find(d->number) = d->next;
	(void)pthread_mutex_unlock(&lock);
}

static fallible set_timer(struct deadline *d)
{
	struct sigevent event = {
		.sigev_notify = SIGEV_THREAD,
		.sigev_value.sival_ptr = (void *)d->number,
	};
	const clockid_t clock = d->config.process ? CLOCK_PROCESS_CPUTIME_ID
						  : CLOCK_THREAD_CPUTIME_ID;

	event.sigev_notify_function = ring;
	if (timer_create(clock, &event, &d->timer))
		return err_sys("make a timer");
	if (arm(d->timer, d->config.limit_ms))
		return NULL;
	(void)timer_delete(d->timer);
	return err_sys("set a timer");
}

fallible deadline_start(struct deadline *d, const struct deadline_config *cfg)
{
	struct err *e;

	*d = (struct deadline){ .config = *cfg };
	enlist(d);
	e = set_timer(d);
	if (e)
		strike(d);
	return e;
}

void deadline_stop(struct deadline *d)
{
	strike(d);
	(void)timer_delete(d->timer);
}

struct err_place deadline_move(struct deadline *d, struct err_place place)
{
	struct err_place before;

	(void)pthread_mutex_lock(&lock);
	before = d->place;
	d->place = place;
	(void)pthread_mutex_unlock(&lock);
	return before;
}
