/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lib/nearest.h"

#include "lib/cleanup.h"
#include "tests/support/test.h"

static const char *const names[] = { "upcase",  "downcase", "append",
				     "prepend", "date",     "size" };

static void assert_hint(const char *wanted, const char *expected)
{
	struct nearest n = nearest_to(str_of(wanted));
	auto_free char *hint = NULL;

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		nearest_try(&n, str_of(names[i]));
	hint = nearest_hint(&n);
	if (expected)
		assert_string_equal(hint, expected);
	else
		assert_null(hint);
}

static void a_slip_is_understood(void **state)
{
	(void)state;
	assert_hint("upcas", "did you mean 'upcase'?");
	assert_hint("uppcase", "did you mean 'upcase'?");
	assert_hint("upcsae", "did you mean 'upcase'?");
	assert_hint("DownCase", "did you mean 'downcase'?");
	assert_hint("pretend", "did you mean 'prepend'?");
	assert_hint("dat", "did you mean 'date'?");
}

static void another_name_is_not(void **state)
{
	char many[300];

	(void)state;
	memset(many, 'a', sizeof many - 1);
	many[sizeof many - 1] = '\0';
	assert_hint("markdownify", NULL);
	assert_hint("tade", NULL);
	assert_hint("x", NULL);
	assert_hint("", NULL);
	assert_hint(many, NULL);
}

static void of_two_as_near_the_first_by_name_is_meant(void **state)
{
	struct nearest n = nearest_to(str_of("cat"));
	auto_free char *hint = NULL;

	(void)state;
	nearest_try(&n, str_of("rat"));
	nearest_try(&n, str_of("bat"));
	nearest_try(&n, str_of("hat"));
	hint = nearest_hint(&n);
	assert_string_equal(hint, "did you mean 'bat'?");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_slip_is_understood),
		cmocka_unit_test(another_name_is_not),
		cmocka_unit_test(of_two_as_near_the_first_by_name_is_meant),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
