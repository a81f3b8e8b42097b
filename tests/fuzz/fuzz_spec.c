/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/fuzz.h"

#include <assert.h>

#include "runtime/process/plan.h"

/*
 * What is accepted has a program, a folder to run it in and a mount namespace,
 * and becomes a plan whose first steps end with the pivot.
 */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	auto_spec struct spec s = { 0 };
	auto_plan struct plan p = { 0 };
	struct err *e = spec_parse(str_n((const char *)data, size), "fuzz", &s);

	assert(!e || err_is(e, &ERR_INPUT));
	if (e) {
		err_drop(e);
		return 0;
	}
	plan_make(&s, &p);
	assert(s.process.argv[0] && s.process.cwd[0] == '/');
	assert(p.confine > 0 && p.confine < p.len);
	assert(p.steps[p.confine - 1].kind == STEP_PIVOT);
	for (size_t i = 0; i < s.mounts_len; i++)
		assert(s.mounts[i].destination[0] == '/');
	return 0;
}
