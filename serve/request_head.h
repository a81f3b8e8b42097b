/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The head of a request, read strictly: RFC 9112 sections 2.2, 3, 5 and 6.
 * The library that splits it tolerates what smugglers need (bare line feeds,
 * NULs, folded lines, several lengths), but it splits in place, by putting NULs
 * over the separators. So a head was well-formed exactly when its pieces lie
 * end to end with nothing between them but the separators that must be there.
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
	struct str target;  /* as far as its first NUL */
	struct str version; /* "HTTP/1.x" */
	struct head_field fields[REQUEST_HEAD_MAX_FIELDS]; /* as they came */
	size_t fields_len; /* more than the maximum: the rest is not here */
	size_t size;       /* bytes, from the method through the empty line */
};

/*
 * Read the head into *@ret, whose target is that of the head. Lists that came
 * in several fields are joined in @joined, which must live as long as *@ret.
 * 0, or the status that refuses the request: then what can be told of it is in
 * *@ret for the log.
 */
unsigned request_head_read(const struct request_head *head, struct buf *joined,
			   struct request *ret);
