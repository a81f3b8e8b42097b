/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a container was made of, when, and by whom, for whoever asks. What one
 * has not that is still being made is "", or 0.
 */
#pragma once

#include <stdint.h>

#include "lib/buf.h"
#include "lib/err.h"

struct container_origin {
	char *bundle;       /* absolute */
	char *owner;        /* a name, or a number without one */
	int64_t created_ms; /* since the epoch */
	struct buf config;  /* its text */
};

void container_origin_release(struct container_origin *o);
#define auto_container_origin __attribute__((cleanup(container_origin_release)))

/* @ret must be all zeros. CONTAINER_UNKNOWN. */
fallible container_read_origin(const char *root, const char *id,
			       struct container_origin *ret);

#define CONTAINER_TIME_SIZE 48

/* When it was made, as "2026-11-21T14:29:38.123Z". */
void container_origin_time(const struct container_origin *o,
			   char ret[CONTAINER_TIME_SIZE]);

/* Write "bundle", "rootfs", "created", "owner" and "annotations". */
struct json_writer;
fallible container_origin_put(const struct container_origin *o,
			      struct json_writer *w);
