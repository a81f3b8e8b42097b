/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The head of a request, read strictly: RFC 9112 sections 2.2, 3, 5 and 6.
 * The library that splits it tolerates what smugglers need (bare line feeds,
 * NULs, folded lines, several lengths), but it splits in place, by putting NULs
 * over the separators. So a head was well-formed exactly when its pieces lie
 * end to end with nothing between them but the separators that must be there.
 * What leaves the same NULs as a CRLF (a NUL and a bare line feed) cannot be
 * told from it any more, nor are lines seen that begin with a NUL and precede
 * the request line, which are skipped; but no proxy passes a NUL on.
 */
#pragma once

#include <stddef.h>

#include "lib/buf.h"
#include "serve/request.h"

#define REQUEST_HEAD_MAX_FIELDS 100

/* A field where it lies; both are followed by a NUL. */
struct head_field {
	struct str name;
	struct str value;
};

/* A head that was split in place. The strings are followed by a NUL. */
struct request_head {
	struct str method;
	struct str target;     /* as it came, as far as its first NUL */
	const char *target_at; /* where it lies */
	struct str version;    /* "HTTP/1.x" */
	struct head_field fields[REQUEST_HEAD_MAX_FIELDS]; /* as they came */
	size_t fields_len; /* more than the maximum: the rest is not here */
	size_t size;       /* bytes, from the method through the empty line */
};

/*
 * Read the head into *@ret, which borrows from it. Lists that came
 * in several fields are joined in @joined, which must live as long as *@ret.
 * 0, or the status that refuses the request: then what can be told of it is in
 * *@ret for the log.
 */
unsigned request_head_read(const struct request_head *head, struct buf *joined,
			   struct request *ret);
