/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Taking the containers of a site down, in the order in which the least is
 * lost: serve finishes what it is sending, render its build, sync its pull.
 */
#pragma once

#include "blogctl/supervisor/containers.h"
#include "lib/err.h"

/* Whoever has not ended by then is killed. */
#define TEARDOWN_SERVE_MS 10000
#define TEARDOWN_OTHER_MS 3000

/* Ask one to end, and kill it when its time is over; one that does not run is
 * fine. It is not removed. */
fallible teardown_end(const struct containers *c, enum role role);

/*
 * End and remove all three; those that are not there are fine. Carries on
 * when one fails, and returns the first error.
 */
fallible teardown_run(const struct containers *c);
