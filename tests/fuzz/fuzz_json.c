/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/fuzz.h"

#include <assert.h>

#include "lib/json.h"

/* False when the writer has no form for a value. */
static bool write_value(struct json_writer *w, const char *key,
			const struct data *d)
{
	bool whole = true;

	switch (d->kind) {
	case DATA_MAP:
		json_open_object(w, key);
		for (size_t i = 0; i < d->map.len; i++)
			whole &= write_value(w, d->map.entries[i].key.data,
					     &d->map.entries[i].value);
		json_close_object(w);
		return whole;
	case DATA_LIST:
		json_open_list(w, key);
		for (size_t i = 0; i < d->list.len; i++)
			whole &= write_value(w, NULL, &d->list.items[i]);
		json_close_list(w);
		return whole;
	case DATA_STRING:
		json_put_str(w, key, d->string);
		return true;
	case DATA_INT:
		json_put_int(w, key, d->integer);
		return true;
	case DATA_BOOL:
		json_put_bool(w, key, d->boolean);
		return true;
	case DATA_NULL:
		json_put_null(w, key);
		return true;
	default:
		json_put_null(w, key);
		return false;
	}
}

/* What was written is read again, and written the same. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	auto_buf struct buf once = { 0 }, twice = { 0 };
	struct json_writer one = { .out = &once };
	struct json_writer two = { .out = &twice };
	auto_arena struct arena arena = { 0 };
	struct data value = { 0 }, again = { 0 };
	struct err *e;

	e = json_parse(str_n((const char *)data, size), "fuzz", &arena, &value);
	if (!e && write_value(&one, NULL, &value)) {
		e = json_parse(buf_str(&once), "again", &arena, &again);
		assert(!e);
		assert(write_value(&two, NULL, &again));
		assert(str_eq(buf_str(&once), buf_str(&twice)));
	}
	assert(!e || err_is(e, &ERR_INPUT));
	err_drop(e);
	return 0;
}
