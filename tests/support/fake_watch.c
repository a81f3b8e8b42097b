/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/fake_watch.h"

static fallible wait(void *self, int stop_fd, int timeout_ms,
		     enum watch_result *ret)
{
	struct fake_watch *f = self;

	(void)stop_fd;
	f->last_timeout_ms = timeout_ms;
	*ret = WATCH_STOPPED;
	if (!f->steps[f->next])
		return NULL;
	f->steps[f->next++](f->arg);
	*ret = WATCH_CHANGED;
	return NULL;
}

static void release(void *self)
{
	(void)self;
}

struct watch fake_watch(struct fake_watch *f)
{
	static const struct watch_ops ops = { .wait = wait,
					      .release = release };

	return (struct watch){ &ops, f };
}
