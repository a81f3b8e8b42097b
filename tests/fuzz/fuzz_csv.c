/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/fuzz.h"

#include <assert.h>

#include "render/model/csv.h"

/* A table is a list of maps, all with the keys of the first line. */
static void check(const struct data *table)
{
	assert(table->kind == DATA_LIST);
	for (size_t i = 0; i < table->list.len; i++) {
		const struct data *row = &table->list.items[i];

		assert(row->kind == DATA_MAP);
		assert(row->map.len == table->list.items[0].map.len);
		for (size_t k = 0; k < row->map.len; k++)
			assert(str_eq(row->map.entries[k].key,
				      table->list.items[0].map.entries[k].key));
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct str text = str_n(size ? (const char *)data : "", size);

	for (const char *separator = ",\t"; *separator; separator++) {
		auto_arena struct arena arena = { 0 };
		struct data table;
		struct err *e =
			csv_parse(text, "fuzz", *separator, &arena, &table);

		if (e)
			assert(err_is(e, &ERR_INPUT));
		else
			check(&table);
		err_drop(e);
	}
	return 0;
}
