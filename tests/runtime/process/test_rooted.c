/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/test.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/mem.h"
#include "runtime/process/rooted.h"

static bool same_file(int a, int b)
{
	struct stat x, y;

	assert_int_equal(fstat(a, &x), 0);
	assert_int_equal(fstat(b, &y), 0);
	return x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}

static void links_stay_within_the_root(void **state)
{
	auto_free char *out = mem_printf("%s/root/out", (char *)*state);
	auto_free char *top = mem_printf("%s/root", (char *)*state);
	auto_close int root = -1, wanted = -1, found = -1;

	test_write_file(*state, "root/in/file", "");
	assert_int_equal(symlink("/../../in", out), 0);
	assert_ok(fs_open_dir(top, &root));
	assert_ok(fs_open_at(root, "in/file", O_RDONLY, 0, &wanted));
	assert_ok(rooted_open(root, "/out/file", true, &found));

	assert_true(same_file(found, wanted));
}

static void links_may_be_refused(void **state)
{
	auto_free char *link = mem_printf("%s/proc", (char *)*state);
	auto_close int root = -1;
	int fd = -1;
	struct err *e;

	assert_int_equal(symlink("/tmp", link), 0);
	assert_ok(fs_open_dir(*state, &root));
	e = rooted_open(root, "/proc", false, &fd);

	assert_non_null(e);
	err_drop(e);
}

static void what_is_missing_is_made_inside(void **state)
{
	auto_free char *top = mem_printf("%s/root", (char *)*state);
	auto_free char *link = mem_printf("%s/root/link", (char *)*state);
	auto_close int root = -1, folder = -1, file = -1, found = -1;
	struct stat st;

	assert_int_equal(mkdir(top, 0755), 0);
	assert_int_equal(symlink("/a", link), 0);
	assert_ok(fs_open_dir(top, &root));
	assert_ok(rooted_make(root, "/a/b", true, false, &folder));
	assert_ok(rooted_make(root, "/link/c/file", true, true, &file));

	assert_int_equal(fstat(folder, &st), 0);
	assert_true(S_ISDIR(st.st_mode));
	assert_int_equal(fstat(file, &st), 0);
	assert_true(S_ISREG(st.st_mode));
	assert_ok(fs_open_at(root, "a/c/file", O_RDONLY, 0, &found));
}

static void missing_folders_are_made_one_in_another(void **state)
{
	static const char *const paths[] = { "/a", "/b/c/d", "/b/c/e/",
					     "/f/./g", "/b/c/../h" };
	auto_close int root = -1, deep = -1, file = -1, beside = -1;

	assert_ok(fs_open_dir(*state, &root));
	for (size_t i = 0; i < sizeof(paths) / sizeof(*paths); i++) {
		auto_close int fd = -1, found = -1;

		assert_ok(rooted_make(root, paths[i], false, false, &fd));
		found = rooted_find(root, paths[i], false);
		assert_true(same_file(fd, found));
	}
	assert_ok(rooted_make(root, "/b/c/x/y", false, true, &file));
	assert_ok(fs_open_at(root, "b/c/d", O_RDONLY | O_DIRECTORY, 0, &deep));
	assert_ok(fs_open_at(root, "b/h", O_RDONLY | O_DIRECTORY, 0, &beside));
}

static void what_is_made_is_not_reached_through_refused_links(void **state)
{
	auto_free char *link = mem_printf("%s/root/link", (char *)*state);
	auto_free char *top = mem_printf("%s/root", (char *)*state);
	auto_close int root = -1;
	int fd = -1;
	struct err *e;

	assert_int_equal(mkdir(top, 0755), 0);
	assert_int_equal(symlink("/", link), 0);
	assert_ok(fs_open_dir(top, &root));
	for (int file = 0; file < 2; file++) {
		e = rooted_make(root, "/link/x", false, file, &fd);
		assert_non_null(e);
		err_drop(e);
		e = rooted_make(root, "/link", false, file, &fd);
		assert_non_null(e);
		err_drop(e);
	}
}

static void what_is_there_is_left_as_it_is(void **state)
{
	auto_close int root = -1, file = -1;
	auto_free char *text = NULL;

	test_write_file(*state, "a/file", "kept");
	assert_ok(fs_open_dir(*state, &root));
	assert_ok(rooted_make(root, "/a/file", true, true, &file));

	text = test_read_file(*state, "a/file");
	assert_string_equal(text, "kept");
}

static void a_dangling_link_makes_nothing_outside(void **state)
{
	auto_free char *top = mem_printf("%s/root", (char *)*state);
	auto_free char *link = mem_printf("%s/root/link", (char *)*state);
	auto_free char *outside = mem_printf("%s/canary", (char *)*state);
	auto_close int root = -1, fd = -1;
	struct err *e;

	assert_int_equal(mkdir(top, 0755), 0);
	assert_int_equal(symlink(outside, link), 0);
	assert_ok(fs_open_dir(top, &root));
	e = rooted_make(root, "/link/x", true, false, &fd);
	err_drop(e);

	assert_int_equal(access(outside, F_OK), -1);
}

static void the_folder_of_a_path_is_found(void **state)
{
	auto_close int root = -1, parent = -1, wanted = -1;
	const char *name = NULL;

	test_write_file(*state, "a/file", "");
	assert_ok(fs_open_dir(*state, &root));
	assert_ok(fs_open_at(root, "a", O_RDONLY, 0, &wanted));
	assert_ok(rooted_open_parent(root, "/a/file", &parent, &name));

	assert_true(same_file(parent, wanted));
	assert_string_equal(name, "file");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_dir(links_stay_within_the_root),
		test_in_dir(links_may_be_refused),
		test_in_dir(what_is_missing_is_made_inside),
		test_in_dir(missing_folders_are_made_one_in_another),
		test_in_dir(what_is_made_is_not_reached_through_refused_links),
		test_in_dir(what_is_there_is_left_as_it_is),
		test_in_dir(a_dangling_link_makes_nothing_outside),
		test_in_dir(the_folder_of_a_path_is_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
