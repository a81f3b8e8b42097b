/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blogctl/lifecycle/log_view.h"

#include <string.h>

#include "lib/cleanup.h"
#include "lib/mem.h"
#include "tests/support/test.h"

static char *take(struct log_source *source)
{
	struct buf out = { 0 };
	bool more;

	assert_ok(log_view_take(source, &out, &more));
	return buf_take(&out);
}

static void only_whole_new_lines_are_taken(void **state)
{
	auto_free char *path = mem_printf("%s/log", (char *)*state);
	struct log_source source = { .path = path, .prefix = "x | " };
	auto_free char *first = NULL;
	auto_free char *second = NULL;
	auto_free char *third = NULL;

	test_write_file(*state, "log", "one\ntw");
	first = take(&source);
	second = take(&source);
	test_write_file(*state, "log", "one\ntwo\n\n");
	third = take(&source);

	assert_string_equal(first, "x | one\n");
	assert_string_equal(second, "");
	assert_string_equal(third, "x | two\nx | \n");
}

static void a_missing_file_is_empty(void **state)
{
	auto_free char *path = mem_printf("%s/none", (char *)*state);
	struct log_source source = { .path = path };
	auto_free char *text = take(&source);

	assert_string_equal(text, "");
}

static void a_file_that_began_anew_is_read_anew(void **state)
{
	auto_free char *path = mem_printf("%s/log", (char *)*state);
	struct log_source source = { .path = path };
	auto_free char *first = NULL;
	auto_free char *second = NULL;

	test_write_file(*state, "log", "a long first line\n");
	first = take(&source);
	test_write_file(*state, "log", "short\n");
	second = take(&source);

	assert_string_equal(second, "short\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_dir(only_whole_new_lines_are_taken),
		test_in_dir(a_missing_file_is_empty),
		test_in_dir(a_file_that_began_anew_is_read_anew),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
