/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blogctl/printable.h"

#include "tests/support/test.h"

static void control_characters_become_question_marks(void **state)
{
	static const char *const cases[][2] = {
		{ "plain\ttext", "plain\ttext" },
		{ "\033[31mred\r\n", "?[31mred??" },
		{ "del\177", "del?" },
		{ "caf\303\251 \302\240", "caf\303\251 \302\240" },
		{ "c1 \302\2333m", "c1 ?3m" },
		{ "cut \302", "cut \302" },
	};
	(void)state;

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct buf out = { 0 };

		printable_add(&out, str_of(cases[i][0]));
		assert_string_equal(out.data, cases[i][1]);
		buf_release(&out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(control_characters_become_question_marks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
