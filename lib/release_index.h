/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The index of a release: every URL path of a site and what to answer there.
 * On disk a versioned little-endian file: header, hash table, entries, strings.
 * Whoever writes one sorts it by path, so equal sites give equal files. Whoever
 * reads one trusts nothing: every offset is checked before the first use.
 */
#pragma once

#include <stdint.h>

#include "lib/buf.h"
#include "lib/cleanup.h"
#include "lib/digest.h"
#include "lib/err.h"

#define RELEASE_INDEX_MAX_BYTES (256u << 20)

enum release_encoding { RELEASE_IDENTITY, RELEASE_GZIP, RELEASE_BROTLI };
#define RELEASE_ENCODINGS 3

/* One representation of a page. */
struct release_body {
	struct digest object; /* SHA-256 of the bytes; also the strong ETag */
	uint64_t size;        /* bytes; meaningful only when present */
	bool present;
};

/*
 * One path. Either a redirect (@location set, no body) or a page (the identity
 * body is present, others may be).
 */
struct release_entry {
	struct str path;       /* decoded, begins with '/'; no query */
	struct str location;   /* a URL for Location, or empty */
	struct str media_type; /* for Content-Type; empty on redirects */
	struct str cache;      /* for Cache-Control; empty: none */
	uint16_t status;       /* 200; 404 for the error page; 301, 302, ... */
	struct release_body bodies[RELEASE_ENCODINGS];
};

/* Where a release comes from. */
struct release_origin {
	uint64_t release;    /* its number, from 1 */
	uint64_t sequence;   /* of the source volume; 0: not from a volume */
	struct str commit;   /* hexadecimal; empty: not from git */
	int64_t commit_time; /* seconds since the epoch */
};

/*
 * Append the encoded index. @entries need not be sorted; they are sorted in
 * place. ERR_INPUT when two entries have the same path, one makes no sense, or
 * the index would pass RELEASE_INDEX_MAX_BYTES.
 */
fallible release_index_encode(const struct release_origin *origin,
			      struct release_entry *entries, size_t len,
			      struct buf *out);

/* A checked index in private memory. */
struct release_index;

/* Takes the bytes of @bytes whatever the outcome. ERR_INPUT says what is wrong
 * with them. Strings of the results below live as long as the index. */
fallible release_index_decode(struct buf *bytes, struct release_index **ret);

/* NULL is fine. */
void release_index_free(struct release_index *i);
DEFINE_FREEP(release_index)
#define auto_release_index __attribute__((cleanup(release_index_freep)))

const struct release_origin *
release_index_origin(const struct release_index *i);
size_t release_index_len(const struct release_index *i);

/* Entry @n, in order of the paths. */
void release_index_at(const struct release_index *i, size_t n,
		      struct release_entry *ret);

/* False when there is nothing at @path. One hash, one comparison. */
bool release_index_find(const struct release_index *i, struct str path,
			struct release_entry *ret);
