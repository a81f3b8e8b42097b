/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Locals that release themselves when they go out of scope, by any path.
 */
#pragma once

#include <stdlib.h>
#include <unistd.h>

/*
 * Define x_freep(), which calls x_free() on the struct x * it points to, for
 * use with the cleanup attribute.
 */
#define DEFINE_FREEP(x)                                                        \
	static inline void x##_freep(struct x **p)                             \
	{                                                                      \
		x##_free(*p);                                                  \
	}

static inline void cleanup_free(void *p)
{
	free(*(void **)p);
}

static inline void cleanup_close(const int *fd)
{
	if (*fd >= 0)
		(void)close(*fd);
}

static inline int cleanup_take_fd(int *fd)
{
	int taken = *fd;

	*fd = -1;
	return taken;
}

#define auto_free __attribute__((cleanup(cleanup_free)))
#define auto_close __attribute__((cleanup(cleanup_close)))

/* The value of *@p, which becomes NULL: ownership goes to the receiver. */
#define take_ptr(p)                                                            \
	__extension__({                                                        \
		__typeof__(p) take_from = (p);                                 \
		__typeof__(*take_from) taken = *take_from;                     \
		*take_from = NULL;                                             \
		taken;                                                         \
	})

/* The descriptor in *@fd, which becomes -1. */
#define take_fd(fd) cleanup_take_fd(fd)
