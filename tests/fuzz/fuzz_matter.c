/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/fuzz.h"

#include <assert.h>

#include "render/hugo/matter.h"

static bool is_within(struct str part, struct str whole)
{
	return part.data >= whole.data &&
	       part.data + part.len <= whole.data + whole.len;
}

/* Head and body are views of the file; the head becomes a map or an error. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct conf_origin from = { .file = "fuzz" };
	const struct str text = str_n(size ? (const char *)data : "", size);
	auto_arena struct arena arena = { 0 };
	struct matter m;
	struct data map;
	struct err *e;

	matter_split(text, &m);
	assert(is_within(m.body, text));
	if (m.kind != MATTER_NONE) {
		assert(is_within(m.text, text));
		assert(m.text.data + m.text.len <= m.body.data);
	}
	e = matter_read(text, &from, &arena, &m, &map);
	assert(e ? err_is(e, &ERR_INPUT) : map.kind == DATA_MAP);
	err_drop(e);
	e = matter_parse(MATTER_TOML, text, &from, &arena, &map);
	assert(e ? err_is(e, &ERR_INPUT) : map.kind == DATA_MAP);
	err_drop(e);
	return 0;
}
