/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "serve/http_mhd_cache.h"

#include <stdint.h>
#include <stdlib.h>

#include "lib/mem.h"

struct http_mhd_kept {
	struct http_mhd_key key;
	struct MHD_Response *response; /* one reference is ours */
	size_t bytes;
	bool file;
	bool asked_for;              /* since it was last passed over */
	struct http_mhd_kept *chain; /* in its bucket */
	struct http_mhd_kept *next;  /* in the queue */
};

static struct http_mhd_kept **bucket_of(struct http_mhd_cache *c,
					struct http_mhd_key key)
{
	uint64_t hash = (uint64_t)(uintptr_t)key.what + key.variant;

	/* Fibonacci hashing: the high bits of a product with 2^64 / phi. */
	return &c->buckets[hash * 0x9e3779b97f4a7c15u >>
			   (64 - HTTP_MHD_CACHE_BUCKET_BITS)];
}

static void enqueue(struct http_mhd_cache *c, struct http_mhd_kept *k)
{
	k->next = NULL;
	if (c->last)
		c->last->next = k;
	else
		c->first = k;
	c->last = k;
}

static struct http_mhd_kept *dequeue(struct http_mhd_cache *c)
{
	struct http_mhd_kept *k = c->first;

	c->first = k->next;
	if (!c->first)
		c->last = NULL;
	return k;
}

/* @k was taken from the queue. */
static void forget(struct http_mhd_cache *c, struct http_mhd_kept *k)
{
	struct http_mhd_kept **at = bucket_of(c, k->key);

	while (*at != k)
		at = &(*at)->chain;
	*at = k->chain;
	c->bytes -= k->bytes;
	c->files -= k->file;
	MHD_destroy_response(k->response);
	free(k);
}

void http_mhd_cache_release(struct http_mhd_cache *c)
{
	while (c->first)
		forget(c, dequeue(c));
}

struct MHD_Response *http_mhd_cache_find(struct http_mhd_cache *c,
					 struct http_mhd_key key)
{
	struct http_mhd_kept *k = *bucket_of(c, key);

	while (k && (k->key.what != key.what || k->key.variant != key.variant))
		k = k->chain;
	if (!k)
		return NULL;
	k->asked_for = true;
	return k->response;
}

/* The first is the one that was added, or passed over, longest ago. */
static void forget_one(struct http_mhd_cache *c)
{
	struct http_mhd_kept *k = dequeue(c);

	while (k->asked_for) {
		k->asked_for = false;
		enqueue(c, k);
		k = dequeue(c);
	}
	forget(c, k);
}

void http_mhd_cache_add(struct http_mhd_cache *c, struct http_mhd_key key,
			struct MHD_Response *response, size_t bytes, bool file)
{
	struct http_mhd_kept **bucket = bucket_of(c, key);
	struct http_mhd_kept *k;

	while (c->first && (c->bytes + bytes > HTTP_MHD_CACHE_MAX_BYTES ||
			    c->files + file > HTTP_MHD_CACHE_MAX_FILES))
		forget_one(c);
	k = mem_alloc(sizeof(*k));
	k->key = key;
	k->response = response;
	k->bytes = bytes;
	k->file = file;
	k->chain = *bucket;
	*bucket = k;
	enqueue(c, k);
	c->bytes += bytes;
	c->files += file;
}
