/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/source_excerpt.h"

#include <string.h>

#include "lib/cleanup.h"
#include "lib/fs.h"
#include "tests/support/test.h"

struct excerpt_case {
	const char *text;
	unsigned line, column;
	const char *shown; /* NULL: there is no such line */
	unsigned caret;
};

static const struct excerpt_case cases[] = {
	{ "one\ntwo\n", 2, 3, "two", 3 },
	{ "one\r\ntwo\r\n", 1, 1, "one", 1 },
	{ "one\ntwo", 2, 9, "two", 4 },
	{ "one", 1, 0, "one", 0 },
	{ "one", 2, 1, NULL, 0 },
	{ "one", 0, 1, NULL, 0 },
	{ "\xef\xbb\xbfone", 1, 2, "one", 2 },
	/* A tab goes on to the next eighth column, from wherever it is. */
	{ "\tx", 1, 2, "        x", 9 },
	{ "ab\tx", 1, 4, "ab      x", 9 },
	/* \u4e2d has two columns, U+0301 none, an emoji two. */
	{ "\xe4\xb8\xad\xe6\x96\x87x", 1, 3, "\xe4\xb8\xad\xe6\x96\x87x", 5 },
	{ "e\xcc\x81x", 1, 3, "e\xcc\x81x", 2 },
	{ "\xf0\x9f\x98\x80x", 1, 2, "\xf0\x9f\x98\x80x", 3 },
	/* What is not UTF-8 counts byte by byte. */
	{ "a\xff\xfe"
	  "b",
	  1, 4, "a??b", 4 },
	/* Controls, U+009B, a right-to-left override, a zero-width space. */
	{ "a\x1b[2Jb", 1, 6, "a?[2Jb", 6 },
	{ "a\xc2\x9b\xe2\x80\xae\xe2\x80\x8b"
	  "b",
	  1, 5, "a???b", 5 },
};

static void a_line_is_shown_with_the_column_it_is_about(void **state)
{
	(void)state;

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const struct excerpt_case *c = &cases[i];
		auto_buf struct buf out = { 0 };
		unsigned caret = 0;
		bool found = source_excerpt_cut(str_of(c->text), c->line,
						c->column, &out, &caret);

		assert_int_equal(found, c->shown != NULL);
		if (!found)
			continue;
		assert_string_equal(buf_str(&out).data, c->shown);
		assert_int_equal(caret, c->caret);
	}
}

/* A line of @len letters, an X in the place of the one at @column. */
static void show_long(size_t len, size_t column, struct buf *out,
		      unsigned *ret_caret)
{
	auto_buf struct buf line = { 0 };

	for (size_t i = 1; i <= len; i++)
		buf_putc(&line, i == column ? 'X' : 'a');
	assert_true(source_excerpt_cut(buf_str(&line), 1, (unsigned)column, out,
				       ret_caret));
}

static void a_long_line_is_cut_around_the_column(void **state)
{
	static const size_t columns[] = { 1,   2,    50,   94,   95,
					  500, 9900, 9906, 9907, 10000 };
	(void)state;

	for (size_t i = 0; i < sizeof(columns) / sizeof(*columns); i++) {
		auto_buf struct buf out = { 0 };
		unsigned caret = 0;

		show_long(10000, columns[i], &out, &caret);
		assert_true(out.len <= SOURCE_EXCERPT_WIDTH);
		assert_true(caret >= 1 && caret <= out.len);
		assert_int_equal(out.data[caret - 1], 'X');
		assert_true(strstr(out.data, "...") != NULL);
	}
}

static void wide_characters_are_not_cut_in_two(void **state)
{
	auto_buf struct buf line = { 0 };
	auto_buf struct buf out = { 0 };
	unsigned caret = 0;

	(void)state;
	buf_puts(&line, "a");
	for (int i = 0; i < 200; i++)
		buf_puts(&line, "\xe4\xb8\xad");
	assert_true(source_excerpt_cut(buf_str(&line), 1, 101, &out, &caret));

	assert_null(strchr(out.data, '?'));
	assert_memory_equal(out.data, "...", 3);
	assert_true(caret > 3 && caret < SOURCE_EXCERPT_WIDTH);
}

static void a_message_is_given_the_line_of_its_file(void **state)
{
	auto_build_report struct build_report r = { 0 };
	auto_close int dir = -1;

	assert_ok(fs_open_dir(*state, &dir));
	test_write_file(*state, "a.md", "---\n\n{{ x }}\n");
	build_report_add(&r, BUILD_ERROR, (struct err_place){ "a.md", 3, 4 },
			 "x");
	build_report_add(&r, BUILD_ERROR, (struct err_place){ "a.md", 2, 1 },
			 "x");
	build_report_add(&r, BUILD_ERROR, (struct err_place){ "b.md", 1, 1 },
			 "x");
	build_report_add(&r, BUILD_ERROR, (struct err_place){ "../a", 1, 1 },
			 "x");
	build_report_add(&r, BUILD_ERROR, (struct err_place){ NULL, 1, 1 },
			 "x");
	source_excerpt_add_all(&r, (const int[]){ -1, dir }, 2);

	assert_string_equal(r.messages[0].excerpt, "{{ x }}");
	assert_int_equal(r.messages[0].caret, 4);
	for (size_t i = 1; i < r.messages_len; i++)
		assert_null(r.messages[i].excerpt);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_line_is_shown_with_the_column_it_is_about),
		cmocka_unit_test(a_long_line_is_cut_around_the_column),
		cmocka_unit_test(wide_characters_are_not_cut_in_two),
		test_in_dir(a_message_is_given_the_line_of_its_file),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
