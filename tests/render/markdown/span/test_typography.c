/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/test.h"

#include "render/markdown/span/typography.h"

static void punctuation_becomes_typographic(void **state)
{
	static const struct {
		const char *plain;
		const char *fine;
	} cases[] = {
		{ "\"Hi\" 'there'", "“Hi” ‘there’" },
		{ "it's the '90s", "it’s the ’90s" },
		{ "a -- b --- c...", "a – b — c…" },
		{ "(\"x\")", "(“x”)" },
		{ "<a href=\"x--y\">\"z\"</a>", "<a href=\"x--y\">“z”</a>" },
		{ "a < b & c &amp; d > e", "a &lt; b &amp; c &amp; d &gt; e" },
		{ "", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		auto_buf struct buf out = { 0 };

		typography_smarten(str_of(cases[i].plain), &out);
		assert_string_equal(out.len ? out.data : "", cases[i].fine);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(punctuation_becomes_typographic),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
