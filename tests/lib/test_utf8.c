/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/test.h"

#include "lib/utf8.h"

static void valid_texts_are_taken(void **state)
{
	static const char *const good[] = {
		"",
		"az",
		"\x7f",
		"\xc2\x80",
		"\xdf\xbf",
		"\xe0\xa0\x80",
		"\xed\x9f\xbf",
		"\xee\x80\x80",
		"\xef\xbf\xbf",
		"\xf0\x90\x80\x80",
		"\xf4\x8f\xbf\xbf",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++)
		assert_true(utf8_is_valid(str_of(good[i])));
	assert_true(utf8_is_valid(str_n("\0", 1)));
}

static void other_bytes_are_refused(void **state)
{
	static const char *const bad[] = {
		"\x80",
		"\xc0\x80",
		"\xc1\xbf",
		"\xc2",
		"\xc2\x41",
		"\xe0\x9f\xbf",
		"\xe2\x82",
		"\xed\xa0\x80",
		"\xf0\x8f\xbf\xbf",
		"\xf4\x90\x80\x80",
		"\xf5\x80\x80\x80",
		"\xff",
		"a\xe2\x82\x41",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		assert_false(utf8_is_valid(str_of(bad[i])));
}

static void the_first_character_is_measured(void **state)
{
	(void)state;
	assert_int_equal(utf8_first(str_of("ab")), 1);
	assert_int_equal(utf8_first(str_of("\xc3\xbcx")), 2);
	assert_int_equal(utf8_first(str_of("\xe2\x82\xac")), 3);
	assert_int_equal(utf8_first(str_of("\xf0\x9f\x98\x80")), 4);
	assert_int_equal(utf8_first(str_of("\xf0\x9f\x98")), 0);
	assert_int_equal(utf8_first(str_of("")), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(valid_texts_are_taken),
		cmocka_unit_test(other_bytes_are_refused),
		cmocka_unit_test(the_first_character_is_measured),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
