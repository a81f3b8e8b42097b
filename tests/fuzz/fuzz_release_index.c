/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/fuzz.h"

#include <assert.h>

#include "lib/mem.h"
#include "lib/release_index.h"

static bool is_header_text(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((uint8_t)s.data[i] < 0x20)
			return false;
	return true;
}

static void check_entry(const struct release_index *index,
			const struct release_entry *entry)
{
	struct release_entry found;

	assert(entry->path.len && *entry->path.data == '/');
	assert(is_header_text(entry->location));
	assert(is_header_text(entry->media_type));
	assert(is_header_text(entry->cache));
	assert(entry->location.len || entry->bodies[RELEASE_IDENTITY].present);
	assert(release_index_find(index, entry->path, &found));
	assert(str_eq(found.path, entry->path));
}

/* What is accepted is found path by path, and can be encoded again. */
static void check_index(const struct release_index *index)
{
	size_t len = release_index_len(index);
	auto_free struct release_entry *entries =
		mem_alloc_array(len, sizeof(*entries));
	auto_release_index struct release_index *again = NULL;
	auto_buf struct buf bytes = { 0 };
	struct err *e;

	for (size_t i = 0; i < len; i++) {
		release_index_at(index, i, &entries[i]);
		check_entry(index, &entries[i]);
	}
	e = release_index_encode(release_index_origin(index), entries, len,
				 &bytes);
	assert(!e);
	e = release_index_decode(&bytes, &again);
	assert(!e);
	assert(release_index_len(again) == len);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	auto_release_index struct release_index *index = NULL;
	struct buf bytes = { 0 };
	struct err *e;

	buf_add(&bytes, data, size);
	e = release_index_decode(&bytes, &index);
	assert(!bytes.data);
	assert(!e == (index != NULL));
	assert(!e || err_is(e, &ERR_INPUT));
	err_drop(e);
	if (index)
		check_index(index);
	return 0;
}
