/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blogctl/lifecycle/log_time.h"

#include "tests/support/test.h"

static void events_and_requests_say_when_they_were(void **state)
{
	static const struct {
		const char *line;
		int64_t ms;
	} cases[] = {
		{ "1970-01-02T00:00:01.025Z serve: a", 86401025 },
		{ "2026-11-21T14:20:03.999Z x", 1795270803999 },
		{ "::1 - - [21/Nov/2026:14:20:03 +0000] \"GET / HTTP/1.1\"",
		  1795270803000 },
	};
	int64_t ms = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		assert_true(log_time_parse(str_of(cases[i].line), &ms));
		assert_int_equal(ms, cases[i].ms);
	}
}

static void other_lines_have_no_time(void **state)
{
	static const char *const lines[] = {
		"",
		"  a trace",
		"2026-11-21T14:20:03Z x",
		"2026-11-21T14:20:03.9x9Z x",
		"2026-11-21 14:20:03.999Z x",
		"2026-13-41T14:20:03.999Z x",
		"[21/Nov/2026:14:20:03 +0000",
		"[21/Nov/2026:14:20:03 -0100] x",
		"[21/Foo/2026:14:20:03 +0000] x",
	};
	int64_t ms = 42;

	(void)state;
	for (size_t i = 0; i < sizeof(lines) / sizeof(*lines); i++)
		assert_false(log_time_parse(str_of(lines[i]), &ms));
	assert_int_equal(ms, 42);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(events_and_requests_say_when_they_were),
		cmocka_unit_test(other_lines_have_no_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
