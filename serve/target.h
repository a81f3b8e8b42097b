/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The target of a request, RFC 9112 section 3.2: what path it asks for.
 */
#pragma once

#include <stdbool.h>

#include "lib/buf.h"

#define TARGET_MAX_BYTES                                                       \
	8192 /* RFC 9110 section 4.1 asks for 8000 at least                    \
	      */

enum target_kind {
	TARGET_PATH,
	TARGET_NOWHERE, /* a path no page can have: a '/' was encoded in it */
	TARGET_SERVER,  /* "*": not a page, but the server */
	TARGET_BAD,     /* malformed */
	TARGET_LONG,    /* more than TARGET_MAX_BYTES */
};

struct target {
	enum target_kind kind;
	struct str query; /* without '?', as sent; data is NULL: none */
};

/*
 * Take @raw apart, in origin form or absolute form, and append the decoded
 * path to @path. A path keeps its dots and slashes: it is looked up as it is,
 * so "/a/../b" is the name of no page. Encoded NULs are malformed. The query is
 * borrowed from @raw.
 */
void target_parse(struct str raw, struct buf *path, struct target *ret);
