/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blogctl/lifecycle/serve_report.h"

#include "lib/cleanup.h"
#include "lib/fs.h"
#include "tests/support/test.h"

struct report_case {
	const char *text;
	uint64_t release, sequence;
};

static const struct report_case cases[] = {
	{ "", 0, 0 },
	{ "release 1 sequence 2\n", 1, 2 },
	{ "release 1 sequence 2\nrelease 3 sequence 4\n", 3, 4 },
	{ "release 1 sequence 2\nrelease 3 sequence 4", 1, 2 },
	{ "release 1 sequence 2\nrelease x sequence 4\n", 1, 2 },
	{ "release 1 sequence 2\nrelease 3 sequence 4 more\n", 1, 2 },
	{ "nonsense\n\n", 0, 0 },
};

static void the_last_whole_line_counts(void **state)
{
	(void)state;

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct serve_report r;

		serve_report_parse(str_of(cases[i].text), &r);
		assert_int_equal(r.release, cases[i].release);
		assert_int_equal(r.sequence, cases[i].sequence);
	}
}

static void a_missing_file_says_nothing(void **state)
{
	struct serve_report r = { 9, 9 };
	auto_close int dir = -1;

	assert_ok(fs_open_dir(*state, &dir));
	assert_ok(serve_report_read(dir, &r));

	assert_int_equal(r.release, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_last_whole_line_counts),
		test_in_dir(a_missing_file_says_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
