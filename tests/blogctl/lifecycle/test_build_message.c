/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blogctl/lifecycle/build_message.h"

#include "lib/cleanup.h"
#include "tests/support/test.h"

struct message_case {
	struct build_message message;
	const char *expected;
};

static const struct message_case cases[] = {
	{ { BUILD_ERROR, (char *)"a.md", 3, 7, (char *)"bad" },
	  "a.md:3:7: error: bad" },
	{ { BUILD_WARNING, (char *)"a.md", 3, 0, (char *)"odd" },
	  "a.md:3: warning: odd" },
	{ { BUILD_WARNING, (char *)"a.md", 0, 0, (char *)"odd" },
	  "a.md: warning: odd" },
	{ { BUILD_ERROR, NULL, 0, 0, (char *)"bad" }, "error: bad" },
};

static void editors_understand_it(void **state)
{
	(void)state;

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		auto_free char *text = build_message_format(&cases[i].message);

		assert_string_equal(text, cases[i].expected);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(editors_understand_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
