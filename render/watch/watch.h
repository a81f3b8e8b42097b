/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Tells when something below a folder changed. What is told are hints: whoever
 * is woken looks for itself.
 */
#pragma once

#include <stddef.h>

#include "lib/err.h"

enum watch_result { WATCH_CHANGED, WATCH_TIMEOUT, WATCH_STOPPED };

struct watch_ops {
	/*
	 * Wait for a change since the last call, at most @timeout_ms (negative:
	 * for ever), or until @stop_fd, unless it is -1, can be read.
	 */
	fallible (*wait)(void *self, int stop_fd, int timeout_ms,
			 enum watch_result *ret);
	void (*release)(void *self);
};

struct watch {
	const struct watch_ops *ops;
	void *self;
};

static inline void watch_release(struct watch *w)
{
	if (w->ops)
		w->ops->release(w->self);
	w->ops = NULL;
}
#define auto_watch __attribute__((cleanup(watch_release)))
