/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/fake_clock.h"

int64_t fake_clock_wall_ms(void)
{
	return FAKE_NOW_MS;
}

int64_t fake_clock_ms(void)
{
	static int64_t step, time;

	step++;
	time += step;
	return time;
}
