/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blogctl/lifecycle/pull.h"

#include "lib/cleanup.h"
#include "tests/support/test.h"

static void the_reason_is_the_last_line_without_its_frame(void **state)
{
	static const char *const cases[][2] = {
		{ "content-sync: no branch 'x' [not found]\n",
		  "no branch 'x'" },
		{ "content-sync: warning: a\ncontent-sync: b [c] d [e f]\n",
		  "b [c] d" },
		{ "killed\n", "killed" },
		{ "content-sync: ends ] here\n\n", "ends ] here" },
		{ "fetch 'file:///repository': none in '/repository' [x]",
		  "fetch '/home/ann/blog': none in '/home/ann/blog'" },
	};
	const struct site_config c = { .repository = (char *)"/home/ann/blog" };
	(void)state;

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		auto_free char *reason = pull_reason(str_of(cases[i][0]), &c);

		assert_string_equal(reason, cases[i][1]);
	}
	assert_null(pull_reason(str_of(""), &c));
}

static void the_times_of_a_pull_are_told(void **state)
{
	static const char *const wrong[] = { "",
					     "7 abc changed\n",
					     "7 abc changed 5\n",
					     "7 abc changed 5 x\n",
					     "7 abc changed 5 6 7\n",
					     "7 abc changed -5 6\n" };
	struct pull_times times = { 1, 1 };
	(void)state;

	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		assert_fails(&ERR_INPUT,
			     pull_parse_times(str_of(wrong[i]), &times));
	assert_ok(pull_parse_times(str_of("7 abc unchanged 120 34\n"), &times));

	assert_int_equal(times.fetch_ms, 120);
	assert_int_equal(times.checkout_ms, 34);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_reason_is_the_last_line_without_its_frame),
		cmocka_unit_test(the_times_of_a_pull_are_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
