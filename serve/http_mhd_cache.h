/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Responses that are kept, by what they show. When there is no room those that
 * were not asked for since they were last looked at go first.
 */
#pragma once

#include <microhttpd.h>
#include <stdbool.h>
#include <stddef.h>

#define HTTP_MHD_CACHE_MAX_BYTES (64u << 20)
#define HTTP_MHD_CACHE_MAX_FILES 128
#define HTTP_MHD_CACHE_BUCKET_BITS 12

/*
 * @what is the path or the location of an entry as it lies in the index (NULL:
 * a notice), @variant the encoding or the status.
 */
struct http_mhd_key {
	const void *what;
	size_t variant;
};

struct http_mhd_kept;

/* All zeros is empty. */
struct http_mhd_cache {
	struct http_mhd_kept *buckets[1 << HTTP_MHD_CACHE_BUCKET_BITS];
	struct http_mhd_kept *first, *last; /* the queue */
	size_t bytes;
	size_t files;
};

/* Empties it. */
void http_mhd_cache_release(struct http_mhd_cache *c);

/* Borrowed until the next change; NULL: not there. */
struct MHD_Response *http_mhd_cache_find(struct http_mhd_cache *c,
					 struct http_mhd_key key);

/* Keep @response, which is taken, under @key, which is not there yet. It costs
 * @bytes of memory, or an open file. */
void http_mhd_cache_add(struct http_mhd_cache *c, struct http_mhd_key key,
			struct MHD_Response *response, size_t bytes, bool file);
