/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/fuzz.h"

#include <assert.h>
#include <string.h>

#include "lib/source_volume.h"

static void check_state(const struct source_state *s)
{
	assert(s->sequence);
	assert(!s->commit || strlen(s->commit) == 40);
	for (size_t i = 1; i < s->changes_len; i++)
		assert(strcmp(s->changes[i - 1].path, s->changes[i].path) < 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	auto_source_state struct source_state s = { 0 };
	struct err *e;

	e = source_volume_parse_state(str_n((const char *)data, size), &s);
	if (!e)
		check_state(&s);
	assert(!e || (err_is(e, &ERR_INPUT) && !s.changes && !s.commit));
	err_drop(e);
	return 0;
}
