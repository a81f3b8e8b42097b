/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A watch whose events a test decides on.
 */
#pragma once

#include "render/watch/watch.h"

struct fake_watch {
	/* Called at each wait, before it returns; NULL ends the row. */
	void (*const *steps)(void *arg);
	void *arg;
	int next;
	int last_timeout_ms;
};

/* After the last step it says that it was stopped. */
struct watch fake_watch(struct fake_watch *f);
