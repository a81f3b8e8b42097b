/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lib/release_format.h"

#include <stdlib.h>

#include "lib/cleanup.h"
#include "lib/mem.h"

static void put16(uint8_t **at, uint16_t v)
{
	v = htole16(v);
	memcpy(*at, &v, sizeof(v));
	*at += sizeof(v);
}

static void put32(uint8_t **at, uint32_t v)
{
	v = htole32(v);
	memcpy(*at, &v, sizeof(v));
	*at += sizeof(v);
}

static void put64(uint8_t **at, uint64_t v)
{
	v = htole64(v);
	memcpy(*at, &v, sizeof(v));
	*at += sizeof(v);
}

/* Where strings go: first their place in the pool, then their bytes. */
struct pool {
	uint8_t *bytes;
	uint32_t len;
};

/* Every length fits, as the whole was measured before. */
static void put_str(uint8_t **at, struct pool *pool, struct str s)
{
	put32(at, pool->len);
	put32(at, (uint32_t)s.len);
	if (s.len)
		memcpy(pool->bytes + pool->len, s.data, s.len);
	pool->len += (uint32_t)s.len;
}

static void put_entry(uint8_t *at, struct pool *pool,
		      const struct release_entry *e)
{
	uint16_t present = 0;

	for (int i = 0; i < RELEASE_ENCODINGS; i++)
		present |= (uint16_t)(e->bodies[i].present << i);
	put_str(&at, pool, e->path);
	put_str(&at, pool, e->location);
	put_str(&at, pool, e->media_type);
	put_str(&at, pool, e->cache);
	put16(&at, e->status);
	put16(&at, present);
	put32(&at, 0);
	for (int i = 0; i < RELEASE_ENCODINGS; i++) {
		const struct release_body *b = &e->bodies[i];

		put64(&at, b->present ? b->size : 0);
		if (b->present)
			memcpy(at, b->object.bytes, DIGEST_SIZE);
		at += DIGEST_SIZE;
	}
}

/* False when there is none within the reach of a search. */
static bool find_free_slot(const uint8_t *slots, uint64_t mask, uint32_t hash,
			   uint64_t *ret)
{
	for (uint64_t i = 0; i < RELEASE_FORMAT_MAX_PROBES; i++) {
		uint64_t n = (hash + i) & mask;
		const uint8_t *at = slots + n * RELEASE_FORMAT_SLOT_SIZE + 4;

		if (release_format_get32(&at))
			continue;
		*ret = n;
		return true;
	}
	return false;
}

static fallible put_slots(uint8_t *slots, const struct release_entry *entries,
			  size_t len)
{
	uint64_t mask = release_format_slots(len) - 1;

	for (size_t i = 0; i < len; i++) {
		uint32_t hash = release_format_hash(entries[i].path);
		uint64_t n = 0;
		uint8_t *at;

		if (!find_free_slot(slots, mask, hash, &n))
			return err_new(
				&ERR_INPUT,
				"too many paths that collide with '%.*s'",
				STR_FMT(entries[i].path));
		at = slots + n * RELEASE_FORMAT_SLOT_SIZE;
		put32(&at, hash);
		put32(&at, (uint32_t)i + 1);
	}
	return NULL;
}

static void put_header(uint8_t *at, const struct release_origin *origin,
		       struct pool *pool, size_t len, size_t strings)
{
	memcpy(at, RELEASE_FORMAT_MAGIC, 8);
	at += 8;
	put32(&at, RELEASE_FORMAT_VERSION);
	put32(&at, (uint32_t)len);
	put32(&at, (uint32_t)release_format_slots(len));
	put32(&at, (uint32_t)strings);
	put64(&at, origin->release);
	put64(&at, origin->sequence);
	put64(&at, (uint64_t)origin->commit_time);
	put_str(&at, pool, origin->commit);
}

static int compare_paths(const void *a, const void *b)
{
	const struct release_entry *x = a, *y = b;

	return str_cmp(x->path, y->path);
}

static fallible check_entries(const struct release_entry *entries, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		const char *fault = release_format_fault(&entries[i]);

		if (fault)
			return err_new(&ERR_INPUT, "'%.*s' is %s",
				       STR_FMT(entries[i].path), fault);
		if (i && str_eq(entries[i - 1].path, entries[i].path))
			return err_new(&ERR_INPUT,
				       "two answers for the path '%.*s'",
				       STR_FMT(entries[i].path));
	}
	return NULL;
}

/* The bytes of all strings; beyond the limit the sum is only known to be. */
static size_t measure(const struct release_origin *origin,
		      const struct release_entry *entries, size_t len)
{
	size_t sum = origin->commit.len;

	for (size_t i = 0; i < len && sum <= RELEASE_INDEX_MAX_BYTES; i++) {
		const struct release_entry *e = &entries[i];

		sum += e->path.len + e->location.len + e->media_type.len +
		       e->cache.len;
	}
	return sum;
}

fallible release_index_encode(const struct release_origin *origin,
			      struct release_entry *entries, size_t len,
			      struct buf *out)
{
	size_t strings = measure(origin, entries, len);
	size_t slots_size, size;
	struct pool pool = { 0 };
	uint8_t *start;
	struct err *e;

	if (len > RELEASE_INDEX_MAX_BYTES / RELEASE_FORMAT_ENTRY_SIZE)
		return err_new(&ERR_INPUT, "too many paths: %zu", len);
	slots_size = release_format_slots(len) * RELEASE_FORMAT_SLOT_SIZE;
	size = RELEASE_FORMAT_HEADER_SIZE + slots_size +
	       len * RELEASE_FORMAT_ENTRY_SIZE + strings;
	if (size > RELEASE_INDEX_MAX_BYTES)
		return err_new(&ERR_INPUT, "an index of more than %u bytes",
			       RELEASE_INDEX_MAX_BYTES);
	if (len)
		qsort(entries, len, sizeof(*entries), compare_paths);
	e = check_entries(entries, len);
	if (e)
		return e;
	start = (uint8_t *)buf_reserve(out, size);
	memset(start, 0, size);
	pool.bytes = start + size - strings;
	put_header(start, origin, &pool, len, strings);
	start += RELEASE_FORMAT_HEADER_SIZE;
	e = put_slots(start, entries, len);
	if (e)
		return e;
	start += slots_size;
	for (size_t i = 0; i < len; i++)
		put_entry(start + i * RELEASE_FORMAT_ENTRY_SIZE, &pool,
			  &entries[i]);
	out->len += size;
	out->data[out->len] = 0;
	return NULL;
}
