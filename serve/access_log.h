/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The access log: Combined Log Format, and the microseconds the request took.
 * Lines are kept until a flush, and only whole lines are written. Writing never
 * waits: while nobody reads the log it is kept, and when too much of it has
 * piled up, lines are lost and counted.
 */
#pragma once

#include <stdint.h>

#include "lib/buf.h"

struct access_log;

/* @fd is borrowed. */
struct access_log *access_log_new(int fd);

/* NULL is fine. What was not written yet is lost. */
void access_log_free(struct access_log *l);

struct access_entry {
	const char *client; /* an address */
	struct str request; /* quoted: access_log_quote() */
	struct str origin;  /* quoted: Referer and User-Agent */
	unsigned status;    /* 0: ended without an answer */
	bool whole;         /* the whole answer was sent */
	uint64_t bytes;     /* of its body */
	uint64_t duration_us;
};

void access_log_add(struct access_log *l, const struct access_entry *e);

/* Write what can be written now. */
void access_log_flush(struct access_log *l);

/*
 * Append at most @max bytes of @s with what could deceive a reader or a program
 * (quotes, backslashes, control characters, bytes beyond ASCII) as \xHH.
 */
void access_log_quote(struct buf *out, struct str s, size_t max);
