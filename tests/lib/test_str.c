/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/test.h"

#include "lib/str.h"

static void order_is_bytewise_and_prefixes_come_first(void **state)
{
	static const char *const sorted[] = { "",   "A", "a",       "a-b",
					      "ab", "b", "\xc3\xbc" };

	(void)state;
	for (int i = 0; i < 7; i++)
		for (int k = 0; k < 7; k++) {
			int order =
				str_cmp(str_of(sorted[i]), str_of(sorted[k]));

			assert_int_equal((order > 0) - (order < 0),
					 (i > k) - (i < k));
			assert_int_equal(
				str_eq(str_of(sorted[i]), str_of(sorted[k])),
				i == k);
		}
}

static void a_nul_is_a_byte_like_others(void **state)
{
	struct str a = STR("a\0b");

	(void)state;
	assert_int_equal(a.len, 3);
	assert_false(str_is(a, "a"));
	assert_int_equal(str_find_char(a, 'b'), 2);
}

static void beginnings_and_ends_are_seen(void **state)
{
	struct str s = STR("index.html");

	(void)state;
	assert_true(str_starts(s, "index"));
	assert_true(str_starts(s, ""));
	assert_false(str_starts(s, "index.html5"));
	assert_true(str_ends(s, ".html"));
	assert_true(str_ends(s, ""));
	assert_false(str_ends(s, ".htm"));
	assert_true(str_starts(str_of(NULL), ""));
	assert_false(str_ends(str_of(NULL), "a"));
}

static void white_space_is_trimmed_at_both_ends(void **state)
{
	(void)state;
	assert_true(str_is(str_trim(str_of(" \t\n a b \r\n")), "a b"));
	assert_true(str_is(str_trim(str_of(" \v\f ")), ""));
	assert_true(str_is(str_trim(str_of(NULL)), ""));
}

static void what_is_not_there_is_found_at_the_end(void **state)
{
	struct str s = STR("a/b/c");

	(void)state;
	assert_int_equal(str_find_char(s, '/'), 1);
	assert_int_equal(str_find_char(s, 'x'), 5);
	assert_int_equal(str_find(s, str_of("/c")), 3);
	assert_int_equal(str_find(s, str_of("//")), 5);
	assert_int_equal(str_find(s, str_of("")), 0);
	assert_int_equal(str_find(str_of(NULL), str_of("a")), 0);
}

static void splitting_gives_every_part(void **state)
{
	struct str rest = STR("a//b/"), part = { 0 };
	static const char *const parts[] = { "a", "", "b", "" };

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		assert_true(str_split(&rest, '/', &part));
		assert_true(str_is(part, parts[i]));
	}
	assert_false(str_split(&rest, '/', &part));
}

static void an_empty_text_has_one_empty_part(void **state)
{
	struct str rest = STR(""), part = STR("x");

	(void)state;
	assert_true(str_split(&rest, '/', &part));
	assert_int_equal(part.len, 0);
	assert_false(str_split(&rest, '/', &part));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(order_is_bytewise_and_prefixes_come_first),
		cmocka_unit_test(a_nul_is_a_byte_like_others),
		cmocka_unit_test(beginnings_and_ends_are_seen),
		cmocka_unit_test(white_space_is_trimmed_at_both_ends),
		cmocka_unit_test(what_is_not_there_is_found_at_the_end),
		cmocka_unit_test(splitting_gives_every_part),
		cmocka_unit_test(an_empty_text_has_one_empty_part),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
