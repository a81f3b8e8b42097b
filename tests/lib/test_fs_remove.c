/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/mem.h"
#include "tests/support/test.h"

#define CANNOT_TRY 100 /* an exit status: this cannot be tried here */

static int open_dir(void **state)
{
	int fd = -1;

	assert_ok(fs_open_dir(*state, &fd));
	return fd;
}

static bool is_there(int dir, const char *path)
{
	struct stat st;

	return fstatat(dir, path, &st, AT_SYMLINK_NOFOLLOW) == 0;
}

static void removing_takes_the_whole_tree_and_no_link_target(void **state)
{
	auto_close int dir = open_dir(state);

	test_write_file(*state, "keep/a", "x");
	test_write_file(*state, "tree/a/b/c", "x");
	test_write_file(*state, "tree/d", "x");
	assert_int_equal(symlinkat("../keep", dir, "tree/link"), 0);
	assert_ok(fs_remove_at(dir, "tree"));
	assert_ok(fs_remove_at(dir, "tree"));
	assert_ok(fs_remove_at(dir, "none/at/all"));

	assert_false(is_there(dir, "tree"));
	assert_true(is_there(dir, "keep/a"));
}

static void a_tree_of_any_depth_is_removed(void **state)
{
	const struct rlimit few = { 100, 100 };
	auto_close int dir = open_dir(state);
	int at = dup(dir), status;
	pid_t pid;

	for (int i = 0; i < 1000; i++) {
		int below = -1;

		assert_int_equal(mkdirat(at, "d", 0755), 0);
		assert_int_equal(mkdirat(at, i ? "moved-1" : "other", 0755), 0);
		assert_ok(fs_open_at(at, "d", O_PATH, 0, &below));
		(void)close(at);
		at = below;
	}
	(void)close(at);
	pid = fork();
	assert_true(pid >= 0);
	if (!pid) {
		(void)setrlimit(RLIMIT_NOFILE, &few);
		_exit(err_report(fs_remove_at(dir, "d")));
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);

	assert_int_equal(status, 0);
	assert_false(is_there(dir, "d"));
	assert_true(is_there(dir, "other"));
}

/* Wide enough for several to remove it together, and deeper than the few
 * descriptors allow. */
static void a_tree_of_any_width_is_removed(void **state)
{
	const struct rlimit few = { 100, 100 };
	auto_close int dir = open_dir(state);
	int status;
	pid_t pid;

	for (int i = 0; i < 300; i++) {
		auto_free char *path =
			mem_printf("w/%d/1/2/3/4/5/6/7/8/9/10/11/12/file", i);

		test_write_file(*state, path, "x");
	}
	pid = fork();
	assert_true(pid >= 0);
	if (!pid) {
		(void)setrlimit(RLIMIT_NOFILE, &few);
		_exit(err_report(fs_remove_at(dir, "w")));
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);

	assert_int_equal(status, 0);
	assert_false(is_there(dir, "w"));
}

static void locked_directories_are_removed(void **state)
{
	auto_close int dir = open_dir(state);
	pid_t pid;
	int status;

	test_write_file(*state, "t/a/b/file", "x");
	assert_int_equal(fchmodat(dir, ".", 0777, 0), 0);
	pid = fork();
	assert_true(pid >= 0);
	if (!pid) {
		/* For root no mode is an obstacle. */
		if (!geteuid() &&
		    (fchownat(dir, "t", 99, 99, 0) ||
		     fchownat(dir, "t/a", 99, 99, 0) ||
		     fchownat(dir, "t/a/b", 99, 99, 0) ||
		     setresgid(99, 99, 99) || setresuid(99, 99, 99)))
			_exit(CANNOT_TRY);
		if (fchmodat(dir, "t/a/b", 0555, 0) ||
		    fchmodat(dir, "t/a", 0, 0))
			_exit(101);
		_exit(err_report(fs_remove_at(dir, "t")));
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	if (WIFEXITED(status) && WEXITSTATUS(status) == CANNOT_TRY) {
		print_message("this root can become nobody else\n");
		skip();
	}

	assert_int_equal(status, 0);
	assert_false(is_there(dir, "t"));
}

/* What is mounted cannot be removed; whoever of several meets it says so. */
static void what_cannot_be_removed_is_told(void **state)
{
	auto_close int dir = open_dir(state);
	int status;
	pid_t pid;

	for (int i = 0; i < 300; i++) {
		auto_free char *path = mem_printf("w/%d/file", i);

		test_write_file(*state, path, "x");
	}
	pid = fork();
	assert_true(pid >= 0);
	if (!pid) {
		if (unshare(CLONE_NEWUSER | CLONE_NEWNS) || chdir(*state) ||
		    mount("w/1", "w/150", NULL, MS_BIND, NULL))
			_exit(CANNOT_TRY);
		/* The descriptor is of the mounts before. */
		_exit(err_report(fs_remove_at(AT_FDCWD, "w")));
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	if (WIFEXITED(status) && WEXITSTATUS(status) == CANNOT_TRY) {
		print_message("nothing can be mounted here\n");
		skip();
	}

	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 1);
	assert_true(is_there(dir, "w/150"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_dir(removing_takes_the_whole_tree_and_no_link_target),
		test_in_dir(a_tree_of_any_depth_is_removed),
		test_in_dir(a_tree_of_any_width_is_removed),
		test_in_dir(locked_directories_are_removed),
		test_in_dir(what_cannot_be_removed_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
