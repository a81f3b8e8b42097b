/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/test.h"

#include <string.h>

#include "lib/buf.h"
#include "lib/cleanup.h"

static void bytes_grow_at_the_end_with_a_nul_after_them(void **state)
{
	auto_buf struct buf b = { 0 };

	(void)state;
	for (size_t i = 0; i < 10000; i++) {
		buf_putc(&b, (char)('a' + i % 26));
		assert_int_equal(b.len, i + 1);
		assert_int_equal(b.data[b.len], 0);
	}
	for (size_t i = 0; i < 10000; i++)
		assert_int_equal(b.data[i], 'a' + i % 26);
}

static void all_that_adds_adds_at_the_end(void **state)
{
	auto_buf struct buf b = { 0 };

	(void)state;
	buf_puts(&b, "a");
	buf_add(&b, "b\0c", 3);
	buf_add_str(&b, str_of("d"));
	buf_add_str(&b, str_of(NULL));
	buf_printf(&b, "%d%s", 1, "e");

	assert_int_equal(b.len, 7);
	assert_memory_equal(b.data, "ab\0cd1e", 8);
	assert_true(str_eq(buf_str(&b), str_n(b.data, 7)));
}

static void adding_nothing_still_gives_a_text(void **state)
{
	auto_buf struct buf printed = { 0 }, put = { 0 };

	(void)state;
	buf_printf(&printed, "%s", "");
	buf_puts(&put, "");

	assert_string_equal(printed.data, "");
	assert_string_equal(put.data, "");
}

static void room_can_be_filled_from_outside(void **state)
{
	auto_buf struct buf b = { 0 };

	(void)state;
	buf_puts(&b, "a");
	memset(buf_reserve(&b, 1000), 'x', 1000);
	b.len += 1000;
	buf_putc(&b, 'b');

	assert_int_equal(b.len, 1002);
	assert_int_equal(b.data[0], 'a');
	assert_int_equal(b.data[1000], 'x');
	assert_int_equal(b.data[1001], 'b');
}

static void truncating_keeps_the_beginning(void **state)
{
	auto_buf struct buf b = { 0 };

	(void)state;
	buf_truncate(&b, 5);
	buf_puts(&b, "abcdef");
	buf_truncate(&b, 10);
	assert_string_equal(b.data, "abcdef");
	buf_truncate(&b, 2);
	assert_string_equal(b.data, "ab");
	assert_int_equal(b.len, 2);
}

static void taking_empties_it(void **state)
{
	auto_buf struct buf b = { 0 };
	auto_free char *text = NULL, *nothing = NULL;

	(void)state;
	buf_puts(&b, "abc");
	text = buf_take(&b);
	(void)buf_reserve(&b, 100);
	nothing = buf_take(&b);

	assert_string_equal(text, "abc");
	assert_string_equal(nothing, "");
	assert_null(b.data);
	assert_int_equal(b.len, 0);
}

static void control_characters_do_not_get_through(void **state)
{
	auto_buf struct buf b = { 0 };

	(void)state;
	buf_add_printable(&b, str_n("\t\n\x1b[1m\x7f\0\xc3\xbc", 10));
	buf_add_printable(&b, str_of("\xc2\x9b"
				     "1m\xc2\xa0\xc2"));

	assert_string_equal(b.data, "\t??[1m??\xc3\xbc?1m\xc2\xa0?");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bytes_grow_at_the_end_with_a_nul_after_them),
		cmocka_unit_test(all_that_adds_adds_at_the_end),
		cmocka_unit_test(adding_nothing_still_gives_a_text),
		cmocka_unit_test(room_can_be_filled_from_outside),
		cmocka_unit_test(truncating_keeps_the_beginning),
		cmocka_unit_test(taking_empties_it),
		cmocka_unit_test(control_characters_do_not_get_through),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
