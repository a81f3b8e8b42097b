/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/kept_fds.h"

#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

static int compare_fds(const void *a, const void *b)
{
	return *(const int *)a - *(const int *)b;
}

fallible kept_fds_close_others(int first, int *kept, size_t len)
{
	int next = first;
	bool closed = true;

	qsort(kept, len, sizeof(*kept), compare_fds);
	for (size_t i = 0; i < len && closed; i++) {
		if (kept[i] < next)
			continue;
		if (kept[i] > next)
			closed = !close_range((unsigned)next,
					      (unsigned)kept[i] - 1, 0);
		next = kept[i] + 1;
	}
	if (!closed || close_range((unsigned)next, ~0u, 0))
		return err_sys("close what is not needed any more");
	return NULL;
}
