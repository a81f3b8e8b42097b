/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/support/test.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/mem.h"

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

static void nothing_leads_out_of_a_directory(void **state)
{
	static const char *const paths[] = { "../outside", "/etc/passwd",
					     "sub/../../outside" };
	auto_close int top = open_dir(state);
	auto_close int dir = -1;
	int fd = -1;

	test_write_file(*state, "outside", "secret");
	test_write_file(*state, "in/sub/x", "");
	assert_ok(fs_open_at(top, "in", O_RDONLY | O_DIRECTORY, 0, &dir));
	for (size_t i = 0; i < sizeof(paths) / sizeof(*paths); i++) {
		struct err *e = fs_open_at(dir, paths[i], O_RDONLY, 0, &fd);

		assert_non_null(e);
		err_drop(e);
		assert_int_equal(fd, -1);
	}
}

static void no_link_is_followed_on_the_way_or_at_the_end(void **state)
{
	auto_close int dir = open_dir(state);
	auto_buf struct buf text = { 0 };

	test_write_file(*state, "real/a", "text");
	assert_int_equal(symlinkat("real", dir, "link"), 0);
	assert_int_equal(symlinkat("real/a", dir, "last"), 0);

	assert_ok(fs_read_at(dir, "real/a", 10, &text));
	assert_fails(&ERR_SYSTEM, fs_read_at(dir, "link/a", 10, &text));
	assert_fails(&ERR_SYSTEM, fs_read_at(dir, "last", 10, &text));
	assert_fails(&ERR_SYSTEM, fs_replace_at(dir, "link/a", "x", 1, 0644));
	assert_fails(&ERR_SYSTEM, fs_make_dirs_at(dir, "link/b", 0755));
	assert_fails(&ERR_SYSTEM, fs_remove_at(dir, "link/a"));
	assert_true(is_there(dir, "real/a"));
}

static void a_file_is_read_up_to_the_limit(void **state)
{
	auto_close int dir = open_dir(state);
	auto_buf struct buf text = { 0 };

	test_write_file(*state, "four", "1234");
	assert_ok(fs_read_at(dir, "four", 4, &text));
	assert_string_equal(text.data, "1234");

	assert_fails_saying(&ERR_INPUT, "'four'",
			    fs_read_at(dir, "four", 3, &text));
}

static void what_is_appended_does_not_count_against_the_limit(void **state)
{
	auto_close int dir = open_dir(state);
	auto_buf struct buf text = { 0 };

	buf_puts(&text, "before ");
	test_write_file(*state, "a", "after");
	assert_ok(fs_read_at(dir, "a", 5, &text));

	assert_string_equal(text.data, "before after");
}

static void a_descriptor_is_read_up_to_the_limit(void **state)
{
	auto_buf struct buf text = { 0 };
	int ends[2];

	(void)state;
	assert_int_equal(pipe(ends), 0);
	assert_ok(fs_write_fd(ends[1], "12345", 5));
	(void)close(ends[1]);
	assert_fails(&ERR_INPUT, fs_read_fd(ends[0], 4, &text));
	(void)close(ends[0]);
}

static void only_regular_files_are_read(void **state)
{
	auto_close int dir = open_dir(state);
	auto_buf struct buf text = { 0 };

	assert_int_equal(mkfifoat(dir, "fifo", 0644), 0);
	assert_fails(&ERR_INPUT, fs_read_at(dir, "fifo", 10, &text));
	assert_fails(&ERR_INPUT, fs_read_at(dir, ".", 10, &text));
	assert_fails(&ERR_NOT_FOUND, fs_read_at(dir, "none", 10, &text));
}

static void descriptors_do_not_survive_exec(void **state)
{
	auto_close int dir = open_dir(state);
	auto_close int fd = -1;

	test_write_file(*state, "a", "");
	assert_ok(fs_open_at(dir, "a", O_RDONLY, 0, &fd));

	assert_true(fcntl(dir, F_GETFD) & FD_CLOEXEC);
	assert_true(fcntl(fd, F_GETFD) & FD_CLOEXEC);
}

static void replacing_leaves_nothing_beside(void **state)
{
	auto_close int dir = open_dir(state);
	auto_free char *text = NULL;

	test_write_file(*state, "sub/a.tmp", "left by a killed writer");
	assert_ok(fs_make_dirs_at(dir, "sub", 0755));
	assert_ok(fs_replace_at(dir, "sub/a", "one", 3, 0644));
	assert_ok(fs_replace_at(dir, "sub/a", "two", 3, 0644));

	text = test_read_file(*state, "sub/a");
	assert_string_equal(text, "two");
	assert_false(is_there(dir, "sub/a.tmp"));
}

static void a_failed_replace_leaves_the_old(void **state)
{
	auto_close int dir = open_dir(state);
	struct err *e;

	test_write_file(*state, "a/file", "x");
	e = fs_replace_at(dir, "a", "new", 3, 0644);

	assert_non_null(e);
	err_drop(e);
	assert_true(is_there(dir, "a/file"));
	assert_false(is_there(dir, "a.tmp"));
}

#define HALF 100000

/* Replaces a file for ever, with all of one letter and all of the other. */
static void replace_for_ever(int dir)
{
	auto_free char *a = mem_alloc(HALF), *b = mem_alloc(HALF);

	memset(a, 'a', HALF);
	memset(b, 'b', HALF);
	for (;;)
		if (err_report(fs_replace_at(dir, "f", a, HALF, 0644)) ||
		    err_report(fs_replace_at(dir, "f", b, HALF, 0644)))
			_exit(1);
}

static void a_reader_sees_one_state_or_the_other(void **state)
{
	auto_close int dir = open_dir(state);
	pid_t pid;
	int status;

	assert_ok(fs_replace_at(dir, "f", "", 0, 0644));
	pid = fork();
	assert_true(pid >= 0);
	if (!pid)
		replace_for_ever(dir);
	for (int i = 0; i < 200; i++) {
		auto_buf struct buf text = { 0 };

		assert_ok(fs_read_at(dir, "f", HALF, &text));
		assert_true(!text.len || text.len == HALF);
		for (size_t k = 1; k < text.len; k++)
			if (text.data[k] != text.data[0])
				fail_msg("half of each at %zu", k);
	}
	assert_int_equal(kill(pid, SIGKILL), 0);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFSIGNALED(status));
}

static void directories_are_made_where_they_are_missing(void **state)
{
	auto_close int dir = open_dir(state);

	test_write_file(*state, "a/file", "x");
	assert_ok(fs_make_dirs_at(dir, "a/b//c/", 0755));
	assert_ok(fs_make_dirs_at(dir, "a/b/c", 0755));

	assert_true(is_there(dir, "a/b/c"));
	assert_fails(&ERR_NOT_FOUND, fs_make_dirs_at(dir, "a/file/c", 0755));
}

static void a_listing_is_in_bytewise_order(void **state)
{
	static const char *const names[] = { ".h", "B", "a", "a-b", "ab", "d" };
	auto_fs_list struct fs_list list = { 0 };
	auto_close int dir = open_dir(state);

	test_write_file(*state, "l/ab", "123");
	test_write_file(*state, "l/a", "");
	test_write_file(*state, "l/B", "");
	test_write_file(*state, "l/a-b", "");
	test_write_file(*state, "l/.h", "");
	test_write_file(*state, "l/d/e", "");
	assert_ok(fs_list_at(dir, "l", &list));

	assert_int_equal(list.len, 6);
	for (size_t i = 0; i < 6; i++)
		assert_string_equal(list.entries[i].name, names[i]);
	assert_int_equal(list.entries[4].stat.st_size, 3);
	assert_true(S_ISDIR(list.entries[5].stat.st_mode));
}

static void locks_share_exclude_and_give_up(void **state)
{
	auto_close int dir = open_dir(state);
	auto_close int one = -1, two = -1, three = -1;

	test_write_file(*state, "lock", "");
	assert_ok(fs_open_at(dir, "lock", O_RDONLY, 0, &one));
	assert_ok(fs_open_at(dir, "lock", O_RDONLY, 0, &two));
	assert_ok(fs_open_at(dir, "lock", O_RDONLY, 0, &three));
	assert_ok(fs_lock(one, FS_LOCK_SHARED, 0));
	assert_ok(fs_lock(two, FS_LOCK_SHARED, 0));
	assert_fails(&FS_LOCKED, fs_lock(three, FS_LOCK_EXCLUSIVE, 0));
	assert_fails(&FS_LOCKED, fs_lock(three, FS_LOCK_EXCLUSIVE, 5));
	(void)close(take_fd(&one));
	(void)close(take_fd(&two));

	assert_ok(fs_lock(three, FS_LOCK_EXCLUSIVE, -1));
}

static void a_lock_is_waited_for(void **state)
{
	auto_close int dir = open_dir(state);
	auto_close int waiter = -1;
	int holder = -1, status;
	pid_t pid;

	test_write_file(*state, "lock", "");
	assert_ok(fs_open_at(dir, "lock", O_RDONLY, 0, &holder));
	assert_ok(fs_open_at(dir, "lock", O_RDONLY, 0, &waiter));
	assert_ok(fs_lock(holder, FS_LOCK_EXCLUSIVE, 0));
	pid = fork();
	assert_true(pid >= 0);
	if (!pid) {
		(void)usleep(30000);
		_exit(0);
	}
	(void)close(holder);

	assert_fails(&FS_LOCKED, fs_lock(waiter, FS_LOCK_SHARED, 0));
	assert_ok(fs_lock(waiter, FS_LOCK_SHARED, 10000));
	assert_int_equal(waitpid(pid, &status, 0), pid);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_dir(nothing_leads_out_of_a_directory),
		test_in_dir(no_link_is_followed_on_the_way_or_at_the_end),
		test_in_dir(a_file_is_read_up_to_the_limit),
		test_in_dir(what_is_appended_does_not_count_against_the_limit),
		cmocka_unit_test(a_descriptor_is_read_up_to_the_limit),
		test_in_dir(only_regular_files_are_read),
		test_in_dir(descriptors_do_not_survive_exec),
		test_in_dir(replacing_leaves_nothing_beside),
		test_in_dir(a_failed_replace_leaves_the_old),
		test_in_dir(a_reader_sees_one_state_or_the_other),
		test_in_dir(directories_are_made_where_they_are_missing),
		test_in_dir(a_listing_is_in_bytewise_order),
		test_in_dir(locks_share_exclude_and_give_up),
		test_in_dir(a_lock_is_waited_for),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
