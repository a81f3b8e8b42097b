/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lib/release_index.h"

#include <assert.h>
#include <stdlib.h>

#include "lib/mem.h"
#include "lib/release_format.h"

struct release_index {
	char *bytes; /* the whole file */
	const uint8_t *slots;
	const uint8_t *entries;
	const char *strings;
	uint32_t len; /* entries */
	uint32_t slots_len;
	uint32_t strings_len;
	struct release_origin origin;
};

static fallible damaged(const char *what)
{
	return err_new(&ERR_INPUT, "damaged release index: %s", what);
}

/* False when the bytes would lie outside. */
static bool get_str(const struct release_index *i, const uint8_t **at,
		    struct str *ret)
{
	uint32_t offset = release_format_get32(at);
	uint32_t len = release_format_get32(at);

	if (offset > i->strings_len || len > i->strings_len - offset)
		return false;
	*ret = str_n(i->strings + offset, len);
	return true;
}

/* False when a string of the record would lie outside of the index. */
static bool read_entry(const struct release_index *i, size_t n,
		       struct release_entry *ret)
{
	const uint8_t *at = i->entries + n * RELEASE_FORMAT_ENTRY_SIZE;
	uint16_t present;

	*ret = (struct release_entry){ 0 };
	if (!get_str(i, &at, &ret->path) || !get_str(i, &at, &ret->location) ||
	    !get_str(i, &at, &ret->media_type) || !get_str(i, &at, &ret->cache))
		return false;
	ret->status = release_format_get16(&at);
	present = release_format_get16(&at);
	(void)release_format_get32(&at);
	for (int k = 0; k < RELEASE_ENCODINGS; k++) {
		struct release_body *b = &ret->bodies[k];

		b->present = present >> k & 1;
		b->size = release_format_get64(&at);
		memcpy(b->object.bytes, at, DIGEST_SIZE);
		at += DIGEST_SIZE;
	}
	return true;
}

/* Fill in the header of @i, and check that its parts make up @size bytes. */
static fallible read_header(struct release_index *i, size_t size)
{
	const uint8_t *at = (const uint8_t *)i->bytes;
	uint64_t slots_size, entries_size;

	if (size < RELEASE_FORMAT_HEADER_SIZE ||
	    memcmp(at, RELEASE_FORMAT_MAGIC, 8) != 0)
		return err_new(&ERR_INPUT, "not a release index");
	at += 8;
	if (release_format_get32(&at) != RELEASE_FORMAT_VERSION)
		return err_new(&ERR_INPUT,
			       "a release index of another version");
	i->len = release_format_get32(&at);
	i->slots_len = release_format_get32(&at);
	i->strings_len = release_format_get32(&at);
	i->origin.release = release_format_get64(&at);
	i->origin.sequence = release_format_get64(&at);
	i->origin.commit_time = (int64_t)release_format_get64(&at);
	if (i->slots_len != release_format_slots(i->len))
		return damaged("the size of its table");
	slots_size = (uint64_t)i->slots_len * RELEASE_FORMAT_SLOT_SIZE;
	entries_size = (uint64_t)i->len * RELEASE_FORMAT_ENTRY_SIZE;
	if (size != RELEASE_FORMAT_HEADER_SIZE + slots_size + entries_size +
			    i->strings_len)
		return damaged("its length");
	i->slots = (const uint8_t *)i->bytes + RELEASE_FORMAT_HEADER_SIZE;
	i->entries = i->slots + slots_size;
	i->strings = (const char *)i->entries + entries_size;
	if (!get_str(i, &at, &i->origin.commit))
		return damaged("its commit");
	return NULL;
}

/* The slot's entry number, or -1 when it is free. */
static int64_t read_slot(const struct release_index *i, uint32_t n,
			 uint32_t *ret_hash)
{
	const uint8_t *at = i->slots + (size_t)n * RELEASE_FORMAT_SLOT_SIZE;

	*ret_hash = release_format_get32(&at);
	return (int64_t)release_format_get32(&at) - 1;
}

/* No slot points to an entry that is not there. */
static fallible check_slots(const struct release_index *i)
{
	uint32_t hash;

	for (uint32_t n = 0; n < i->slots_len; n++)
		if (read_slot(i, n, &hash) >= (int64_t)i->len)
			return damaged("a slot of its table");
	return NULL;
}

/* The number of the entry for @path, or -1. */
static int64_t find(const struct release_index *i, struct str path)
{
	uint32_t wanted = release_format_hash(path), mask = i->slots_len - 1;
	struct release_entry entry;

	for (uint32_t k = 0; k < RELEASE_FORMAT_MAX_PROBES; k++) {
		uint32_t hash;
		int64_t n = read_slot(i, (wanted + k) & mask, &hash);

		if (n < 0)
			return -1;
		if (hash == wanted && read_entry(i, (size_t)n, &entry) &&
		    str_eq(entry.path, path))
			return n;
	}
	return -1;
}

/* Each entry makes sense, is in order, and is what a search for it finds. */
static fallible check_entries(const struct release_index *i)
{
	struct release_entry entry;
	struct str last = { 0 };

	for (uint32_t n = 0; n < i->len; n++) {
		const char *fault;

		if (!read_entry(i, n, &entry))
			return damaged("a string of an entry");
		fault = release_format_fault(&entry);
		if (fault)
			return damaged(fault);
		if (str_cmp(last, entry.path) >= 0)
			return damaged("its order");
		if (find(i, entry.path) != n)
			return damaged("its table");
		last = entry.path;
	}
	return NULL;
}

fallible release_index_decode(struct buf *bytes, struct release_index **ret)
{
	struct release_index *i = mem_alloc(sizeof(*i));
	size_t size = bytes->len;
	struct err *e = NULL;

	i->bytes = buf_take(bytes);
	if (size > RELEASE_INDEX_MAX_BYTES)
		e = damaged("its length");
	if (!e)
		e = read_header(i, size);
	if (!e)
		e = check_slots(i);
	if (!e)
		e = check_entries(i);
	if (e) {
		release_index_free(i);
		return e;
	}
	*ret = i;
	return NULL;
}

void release_index_free(struct release_index *i)
{
	if (!i)
		return;
	free(i->bytes);
	free(i);
}

const struct release_origin *release_index_origin(const struct release_index *i)
{
	return &i->origin;
}

size_t release_index_len(const struct release_index *i)
{
	return i->len;
}

void release_index_at(const struct release_index *i, size_t n,
		      struct release_entry *ret)
{
	assert(n < i->len);
	(void)read_entry(i, n, ret);
}

bool release_index_find(const struct release_index *i, struct str path,
			struct release_entry *ret)
{
	int64_t n = find(i, path);

	return n >= 0 && read_entry(i, (size_t)n, ret);
}
