/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "runtime/container/output_log.h"

#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "lib/mem.h"

#define KEPT (OUTPUT_LOG_MAX / 2) /* bytes of a full log */

static void append(int log, const char *data, size_t len)
{
	while (len) {
		ssize_t done = write(log, data, len);

		if (done < 0 && errno != EINTR)
			return;
		if (done > 0) {
			data += done;
			len -= (size_t)done;
		}
	}
}

static void drop_older(int log, off_t size)
{
	auto_free char *kept = mem_alloc(KEPT);
	ssize_t len = pread(log, kept, KEPT, size - KEPT);
	const char *line = len > 0 ? memchr(kept, '\n', (size_t)len) : NULL;
	const char *from = line ? line + 1 : kept;

	if (ftruncate(log, 0) == 0 && len > 0)
		append(log, from, (size_t)(kept + len - from));
}

void output_log_write(int log, const char *data, size_t len)
{
	struct stat st;

	if (fstat(log, &st) == 0 && st.st_size >= (off_t)KEPT &&
	    (uint64_t)st.st_size + len > OUTPUT_LOG_MAX)
		drop_older(log, st.st_size);
	append(log, data, len);
}
