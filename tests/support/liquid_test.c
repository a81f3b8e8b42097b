/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/liquid_test.h"

#include <stdio.h>

#include "lib/json.h"
#include "tests/support/test.h"

static bool is_as_expected(const struct rendering *r, struct err *e,
			   struct str out)
{
	auto_buf struct buf text = { 0 };

	if (!e)
		return r->expected[0] != '!' && str_is(out, r->expected);
	err_describe(e, &text);
	return r->expected[0] == '!' &&
	       str_find(buf_str(&text), str_of(r->expected + 1)) < text.len;
}

void assert_renderings(const struct rendering *cases, size_t len,
		       const char *json)
{
	auto_arena struct arena a = { 0 };
	struct data data;
	bool failed = false;

	assert_ok(json_parse(str_of(json), "data", &a, &data));
	for (size_t i = 0; i < len; i++) {
		struct liquid_case k = { .template = str_of(cases[i].template),
					 .data = &data };
		auto_buf struct buf out = { 0 };
		auto_buf struct buf text = { 0 };
		struct err *e = liquid_case_run(&k, 1, &out);

		if (e)
			err_describe(e, &text);
		if (!is_as_expected(&cases[i], e, buf_str(&out))) {
			print_error("%s\n  gives    '%.*s'%s%s\n"
				    "  expected '%s'\n",
				    cases[i].template, STR_FMT(buf_str(&out)),
				    e ? " and the error " : "",
				    e ? text.data : "", cases[i].expected);
			failed = true;
		}
		err_drop(e);
	}
	assert_false(failed);
}
