/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/fuzz.h"

#include <assert.h>

#include "lib/conf.h"

/* Nothing is deeper than promised, and every string ends. */
static size_t walk(const struct data *d, unsigned depth)
{
	size_t count = 1;

	assert(depth <= CONF_MAX_DEPTH);
	assert(d->line >= 1);
	if (d->kind == DATA_STRING)
		assert(!d->string.data[d->string.len]);
	if (d->kind == DATA_TIME)
		assert(d->time.nanoseconds < 1000000000);
	for (size_t i = 0; d->kind == DATA_LIST && i < d->list.len; i++)
		count += walk(&d->list.items[i], depth + 1);
	for (size_t i = 0; d->kind == DATA_MAP && i < d->map.len; i++) {
		const struct data_entry *entry = &d->map.entries[i];

		assert(!entry->key.data[entry->key.len]);
		assert(i || data_get(d, entry->key.data));
		count += walk(&entry->value, depth + 1);
	}
	return count;
}

static void count_doubt(void *host, struct err_place place, const char *text)
{
	size_t *doubts = host;

	assert(place.file && text);
	++*doubts;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	auto_arena struct arena arena = { 0 };
	struct data root = { .line = 1 };
	const struct str text = str_n((const char *)data, size);
	struct conf_origin from = { .file = "fuzz", .first_line = 1 };
	size_t doubts = 0;
	struct err *strict;
	struct err *e;

	strict = conf_parse(text, &from, &arena, &root);
	from.doubt = count_doubt;
	from.host = &doubts;
	e = conf_parse(text, &from, &arena, &root);
	if (!e && root.line)
		assert(walk(&root, 0) <= CONF_MAX_NODES);
	assert(!e || err_is(e, &ERR_INPUT));
	/* What is wrong for the lenient, or doubtful, is wrong for the strict.
	 */
	assert(!strict == (!e && !doubts));
	err_drop(e);
	err_drop(strict);
	return 0;
}
