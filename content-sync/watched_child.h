/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Work that may hang, done in a child process that must keep showing signs of
 * life. A child that does not is killed; so is every child whose parent goes.
 * The caller must be single-threaded.
 */
#pragma once

#include <stdint.h>

#include "lib/buf.h"
#include "lib/err.h"

extern const struct err_tag CHILD_STALLED; /* no sign of life, or too slow */
extern const struct err_tag CHILD_STOPPED; /* we were told to stop */

/* The child's end: whom it tells that it lives. */
struct life;

/* A sign of life. Cheap: may be called a million times a second. */
void life_sign(struct life *l);

/* In the child. What it appends to @result the parent gets. */
typedef struct err *watched_fn(void *arg, struct life *l, struct buf *result);

struct watched_config {
	watched_fn *run;
	void *arg;
	int stop_fd;         /* readable: stop; -1: there is none */
	int64_t stall_ms;    /* longest silence */
	int64_t deadline_ms; /* for all of it */
	const struct err_tag *const
		*tags; /* of ours that cross; ends in NULL */
};

/*
 * The child's result or its error, whose tag is kept if it is in @tags or is
 * ERR_INPUT, ERR_NOT_FOUND or ERR_DENIED, and is ERR_SYSTEM otherwise.
 */
fallible watched_child_run(const struct watched_config *cfg, struct buf *ret);
