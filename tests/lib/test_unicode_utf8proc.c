/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/test.h"

#include "lib/unicode.h"

static void characters_come_one_by_one(void **state)
{
	static const uint32_t expected[] = { 'a',     0xfc,   0x65e5,
					     0x1f600, 0xfffd, 'b' };
	struct str s = STR("aü日😀\xff"
			   "b");
	size_t i = 0;

	(void)state;
	while (s.len) {
		uint32_t c;

		s = str_from(s, unicode_next(s, &c));
		assert_int_equal(c, expected[i++]);
	}
	assert_int_equal(i, 6);
}

static void case_is_mapped_and_kinds_are_told(void **state)
{
	auto_buf struct buf out = { 0 };

	(void)state;
	assert_int_equal(unicode_lower(0xdc), 0xfc);
	assert_int_equal(unicode_upper(0xfc), 0xdc);
	assert_int_equal(unicode_title(0x1c6), 0x1c5);
	assert_true(unicode_is_word(0x301) && unicode_is_word(0x665));
	assert_false(unicode_is_word('-') || unicode_is_word('_'));
	assert_true(unicode_is_connector('_'));
	unicode_put(0x1f600, &out);
	unicode_strip_marks(str_of("é"), &out);
	assert_string_equal(out.data, "😀e");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(characters_come_one_by_one),
		cmocka_unit_test(case_is_mapped_and_kinds_are_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
