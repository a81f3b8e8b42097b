/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "content-sync/file_list.h"

#include <stdlib.h>
#include <string.h>

#include "lib/cleanup.h"
#include "lib/mem.h"
#include "tests/support/test.h"

static void add_all(struct file_list *l, const char *const *paths, size_t len)
{
	for (size_t i = 0; i < len; i++)
		(void)file_list_add(l, paths[i], FILE_REGULAR);
	file_list_sort(l);
}

static void the_files_of_a_directory_stand_together(void **state)
{
	static const char *const paths[] = { "a.txt", "a/z", "b",
					     "a",     "a-b", "a/b/c" };
	static const char *const sorted[] = { "a",   "a/b/c", "a/z",
					      "a-b", "a.txt", "b" };
	auto_file_list struct file_list l = { 0 };

	(void)state;
	add_all(&l, paths, 6);

	for (size_t i = 0; i < 6; i++)
		assert_string_equal(l.files[i].path, sorted[i]);
}

static void bytes_beyond_ascii_come_after_it(void **state)
{
	(void)state;
	assert_true(file_list_compare_paths("\xc3\xa9", "z") > 0);
	assert_true(file_list_compare_paths("a\x01", "a/") > 0);
	assert_true(file_list_compare_paths("a/\xff", "a\x01") < 0);
	assert_int_equal(file_list_compare_paths("a/b", "a/b"), 0);
}

static void a_file_is_found_by_its_path(void **state)
{
	static const char *const paths[] = { "a/b", "a", "c/d/e" };
	auto_file_list struct file_list l = { 0 };

	(void)state;
	assert_null(file_list_find(&l, "a"));
	add_all(&l, paths, 3);

	assert_string_equal(file_list_find(&l, "a/b")->path, "a/b");
	assert_null(file_list_find(&l, "a/c"));
}

static void ordinary_paths_pass(void **state)
{
	static const char *const paths[] = { ".gitignore", "...",   ".github/x",
					     "a b/c",      "x.git", "\xff" };
	auto_file_list struct file_list l = { 0 };

	(void)state;
	add_all(&l, paths, 6);

	assert_ok(file_list_check(&l));
}

static void paths_that_must_not_be_files_are_refused(void **state)
{
	static const char *const paths[] = {
		"",
		".",
		"..",
		"../x",
		"a/../b",
		"/etc/passwd",
		"a//b",
		".git",
		"a/.git/config",
		".GIT/hooks/x",
		"a/",
		"./a",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(paths) / sizeof(*paths); i++) {
		auto_file_list struct file_list l = { 0 };

		add_all(&l, &paths[i], 1);
		assert_fails_saying(&ERR_INPUT, paths[i], file_list_check(&l));
	}
}

static void a_name_longer_than_a_directory_takes_is_refused(void **state)
{
	auto_free char *longest = mem_alloc(257);
	auto_file_list struct file_list l = { 0 };

	(void)state;
	memset(longest, 'n', 255);
	(void)file_list_add(&l, longest, FILE_REGULAR);
	assert_ok(file_list_check(&l));
	longest[255] = 'n';
	(void)file_list_add(&l, longest, FILE_REGULAR);
	assert_fails(&ERR_INPUT, file_list_check(&l));
}

static void a_path_is_one_thing_only(void **state)
{
	static const char *const twice[] = { "a", "b", "a" };
	static const char *const both[] = { "a/b", "a-", "a" };
	auto_file_list struct file_list l = { 0 };
	auto_file_list struct file_list m = { 0 };

	(void)state;
	add_all(&l, twice, 3);
	add_all(&m, both, 3);

	assert_fails_saying(&ERR_INPUT, "'a' is twice", file_list_check(&l));
	assert_fails_saying(&ERR_INPUT, "'a/b'", file_list_check(&m));
}

static void a_list_survives_being_encoded(void **state)
{
	auto_file_list struct file_list l = { 0 };
	auto_file_list struct file_list copy = { 0 };
	auto_buf struct buf bytes = { 0 };
	struct listed_file *f;

	(void)state;
	f = file_list_add(&l, "a/b", FILE_EXECUTABLE);
	memset(f->id, 7, FILE_ID_SIZE);
	f->size = 1;
	f->inode = 2;
	f->mtime_ns = 3;
	f->ctime_ns = 4;
	(void)file_list_add(&l, "c", FILE_LINK);
	file_list_encode(&l, &bytes);

	assert_true(file_list_decode(buf_str(&bytes), &copy));
	assert_int_equal(copy.len, 2);
	assert_true(file_list_same_content(&copy.files[0], &l.files[0]));
	assert_string_equal(copy.files[0].path, "a/b");
	assert_int_equal(copy.files[0].size, 1);
	assert_int_equal(copy.files[0].inode, 2);
	assert_int_equal(copy.files[0].mtime_ns, 3);
	assert_int_equal(copy.files[0].ctime_ns, 4);
	assert_int_equal(copy.files[1].kind, FILE_LINK);
}

static void a_cut_or_changed_encoding_is_no_list(void **state)
{
	auto_file_list struct file_list l = { 0 };
	auto_file_list struct file_list copy = { 0 };
	auto_buf struct buf bytes = { 0 };

	(void)state;
	(void)file_list_add(&l, "some/path", FILE_REGULAR);
	file_list_encode(&l, &bytes);

	for (size_t len = 0; len < bytes.len; len++)
		if (len != 8) /* the header of a list of nothing */
			assert_false(file_list_decode(str_n(bytes.data, len),
						      &copy));
	bytes.data[bytes.len - 1] = 'x';
	assert_false(file_list_decode(buf_str(&bytes), &copy));
	assert_null(copy.files);
}

static void unknown_content_is_never_the_same(void **state)
{
	auto_file_list struct file_list l = { 0 };

	(void)state;
	(void)file_list_add(&l, "a", FILE_REGULAR);

	assert_false(file_list_same_content(&l.files[0], &l.files[0]));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_files_of_a_directory_stand_together),
		cmocka_unit_test(bytes_beyond_ascii_come_after_it),
		cmocka_unit_test(a_file_is_found_by_its_path),
		cmocka_unit_test(ordinary_paths_pass),
		cmocka_unit_test(paths_that_must_not_be_files_are_refused),
		cmocka_unit_test(
			a_name_longer_than_a_directory_takes_is_refused),
		cmocka_unit_test(a_path_is_one_thing_only),
		cmocka_unit_test(a_list_survives_being_encoded),
		cmocka_unit_test(a_cut_or_changed_encoding_is_no_list),
		cmocka_unit_test(unknown_content_is_never_the_same),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
