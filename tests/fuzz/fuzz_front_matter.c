/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/fuzz.h"

#include <assert.h>

#include "render/model/front_matter.h"

static bool is_within(struct str part, struct str whole)
{
	return part.data >= whole.data &&
	       part.data + part.len <= whole.data + whole.len;
}

static unsigned count_lines(struct str text, const char *end)
{
	unsigned lines = 1;

	for (const char *c = text.data; c < end; c++)
		lines += *c == '\n';
	return lines;
}

/* Head and body are views of the file, and know on which lines they begin. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct conf_origin from = { .file = "fuzz" };
	const struct str text = str_n(size ? (const char *)data : "", size);
	auto_arena struct arena arena = { 0 };
	struct front_matter fm;
	struct data map;
	struct err *e;

	front_matter_split(text, &fm);
	assert(is_within(fm.body, text));
	assert(!fm.body.len || fm.body_line == count_lines(text, fm.body.data));
	if (fm.yaml.len) {
		assert(front_matter_begins(text));
		assert(is_within(fm.yaml, text));
		assert(fm.yaml.data + fm.yaml.len <= fm.body.data);
		assert(fm.yaml_line == count_lines(text, fm.yaml.data));
	}
	e = front_matter_read(text, &from, &arena, &fm, &map);
	assert(e ? err_is(e, &ERR_INPUT) : map.kind == DATA_MAP);
	err_drop(e);
	return 0;
}
