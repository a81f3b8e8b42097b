/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "content-sync/schedule.h"

int64_t schedule_wait_ms(struct schedule *s, bool pull_failed)
{
	int64_t wait = SCHEDULE_RETRY_MIN_MS;
	int64_t longest = SCHEDULE_RETRY_MAX_MS;

	if (!pull_failed) {
		s->failures = 0;
		return s->interval_ms;
	}
	s->failures++;
	if (longest < s->interval_ms)
		longest = s->interval_ms;
	for (unsigned n = 1; n < s->failures && wait < longest; n++)
		wait *= 2;
	return wait < longest ? wait : longest;
}
