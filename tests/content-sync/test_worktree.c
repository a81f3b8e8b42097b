/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "content-sync/worktree.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "lib/cleanup.h"
#include "lib/fs.h"
#include "lib/mem.h"
#include "tests/support/fake_worktree_source.h"
#include "tests/support/test.h"

static void want(struct file_list *l, const char *path, enum file_kind kind,
		 const char *content)
{
	struct listed_file *f = file_list_add(l, path, kind);

	memcpy(f->id, content, strlen(content));
	file_list_sort(l);
}

/* Bring directory @dir to @wanted; *@known is then what it holds. */
static void sync_to(const char *dir, const struct file_list *wanted,
		    struct file_list *known, struct fake_worktree_source *shelf)
{
	struct worktree_source source = fake_worktree_source(shelf);
	auto_worktree_plan struct worktree_plan plan = { 0 };
	auto_file_list struct file_list found = { 0 };
	auto_close int tree = -1;
	bool hashed;

	assert_ok(fs_open_dir(dir, &tree));
	assert_ok(worktree_scan(tree, known, source, &found, &hashed));
	worktree_plan(&found, wanted, &plan);
	assert_ok(worktree_apply(tree, &plan, wanted, source));
	file_list_release(known);
	*known = plan.kept;
	plan.kept = (struct file_list){ 0 };
	known->taken_ns = INT64_MAX;
}

static void assert_content(const char *dir, const char *path, const char *text)
{
	auto_free char *got = test_read_file(dir, path);

	assert_string_equal(got, text);
}

/* Longer than the clock of a file system stands still. */
static void sleep_a_tick(void)
{
	const struct timespec tick = { .tv_nsec = 20000000 };

	(void)nanosleep(&tick, NULL);
}

static bool is_there(const char *dir, const char *path)
{
	auto_free char *full = mem_printf("%s/%s", dir, path);
	struct stat st;

	return lstat(full, &st) == 0;
}

static mode_t mode_of(const char *dir, const char *path)
{
	auto_free char *full = mem_printf("%s/%s", dir, path);
	struct stat st;

	assert_int_equal(lstat(full, &st), 0);
	return st.st_mode & 07777;
}

static void an_empty_directory_becomes_the_commit(void **state)
{
	auto_file_list struct file_list wanted = { 0 };
	auto_file_list struct file_list known = { 0 };
	auto_free char *link = mem_printf("%s/d/link", (char *)*state);
	char target[8] = { 0 };
	struct fake_worktree_source shelf = { 0 };

	want(&wanted, "a/b/c", FILE_REGULAR, "one");
	want(&wanted, "run", FILE_EXECUTABLE, "two");
	want(&wanted, "d/link", FILE_LINK, "../x");
	sync_to(*state, &wanted, &known, &shelf);

	assert_content(*state, "a/b/c", "one");
	assert_content(*state, "run", "two");
	assert_int_equal(mode_of(*state, "a/b/c"), 0644);
	assert_int_equal(mode_of(*state, "run"), 0755);
	assert_int_equal(readlink(link, target, sizeof(target)), 4);
	assert_string_equal(target, "../x");
}

static void what_is_right_is_neither_read_nor_written(void **state)
{
	auto_file_list struct file_list wanted = { 0 };
	auto_file_list struct file_list known = { 0 };
	struct fake_worktree_source shelf = { 0 };

	want(&wanted, "a/b", FILE_REGULAR, "one");
	want(&wanted, "link", FILE_LINK, "a");
	sync_to(*state, &wanted, &known, &shelf);
	shelf = (struct fake_worktree_source){ 0 };
	sync_to(*state, &wanted, &known, &shelf);

	assert_int_equal(shelf.identified, 0);
	assert_int_equal(shelf.read, 0);
}

static void a_touched_file_is_read_but_not_written(void **state)
{
	auto_file_list struct file_list wanted = { 0 };
	auto_file_list struct file_list known = { 0 };
	auto_free char *path = mem_printf("%s/a", (char *)*state);
	struct fake_worktree_source shelf = { 0 };

	want(&wanted, "a", FILE_REGULAR, "one");
	sync_to(*state, &wanted, &known, &shelf);
	shelf = (struct fake_worktree_source){ 0 };
	assert_int_equal(utimensat(AT_FDCWD, path,
				   (struct timespec[2]){ { 9, 9 }, { 9, 9 } },
				   0),
			 0);
	sync_to(*state, &wanted, &known, &shelf);

	assert_int_equal(shelf.identified, 1);
	assert_int_equal(shelf.read, 0);
}

static void a_change_that_hides_behind_the_old_times_is_found(void **state)
{
	auto_file_list struct file_list wanted = { 0 };
	auto_file_list struct file_list known = { 0 };
	auto_free char *path = mem_printf("%s/a", (char *)*state);
	struct fake_worktree_source shelf = { 0 };
	struct stat st;
	int fd;

	want(&wanted, "a", FILE_REGULAR, "one");
	sync_to(*state, &wanted, &known, &shelf);
	assert_int_equal(stat(path, &st), 0);
	sleep_a_tick();
	fd = open(path, O_WRONLY | O_CLOEXEC);
	assert_int_equal(pwrite(fd, "two", 3, 0), 3);
	(void)close(fd);
	assert_int_equal(
		utimensat(AT_FDCWD, path,
			  (struct timespec[2]){ st.st_atim, st.st_mtim }, 0),
		0);
	sync_to(*state, &wanted, &known, &shelf);

	assert_content(*state, "a", "one");
}

static void a_record_as_old_as_the_file_is_not_believed(void **state)
{
	auto_file_list struct file_list wanted = { 0 };
	auto_file_list struct file_list known = { 0 };
	struct fake_worktree_source shelf = { 0 };

	want(&wanted, "a", FILE_REGULAR, "one");
	sync_to(*state, &wanted, &known, &shelf);
	shelf = (struct fake_worktree_source){ 0 };
	known.taken_ns = known.files[0].ctime_ns;
	sync_to(*state, &wanted, &known, &shelf);

	assert_int_equal(shelf.identified, 1);
}

static void what_the_commit_lacks_is_removed(void **state)
{
	auto_file_list struct file_list wanted = { 0 };
	auto_file_list struct file_list known = { 0 };
	auto_free char *fifo = mem_printf("%s/fifo", (char *)*state);
	struct fake_worktree_source shelf = { 0 };

	test_write_file(*state, "keep/me", "one");
	test_write_file(*state, "keep/not", "x");
	test_write_file(*state, "deep/er/and/deeper", "x");
	test_write_file(*state, ".git/config", "x");
	test_write_file(*state, "keep-not", "x");
	assert_int_equal(mkfifo(fifo, 0600), 0);
	want(&wanted, "keep/me", FILE_REGULAR, "one");
	sync_to(*state, &wanted, &known, &shelf);

	assert_content(*state, "keep/me", "one");
	assert_false(is_there(*state, "keep/not"));
	assert_false(is_there(*state, "deep"));
	assert_false(is_there(*state, ".git"));
	assert_false(is_there(*state, "keep-not"));
	assert_false(is_there(*state, "fifo"));
	assert_int_equal(shelf.read, 0);
}

static void an_empty_directory_goes(void **state)
{
	auto_file_list struct file_list wanted = { 0 };
	auto_file_list struct file_list known = { 0 };
	struct fake_worktree_source shelf = { 0 };

	want(&wanted, "a/b/c", FILE_REGULAR, "one");
	sync_to(*state, &wanted, &known, &shelf);
	file_list_release(&wanted);
	sync_to(*state, &wanted, &known, &shelf);

	assert_false(is_there(*state, "a"));
}

static void files_and_directories_change_places(void **state)
{
	auto_file_list struct file_list first = { 0 };
	auto_file_list struct file_list second = { 0 };
	auto_file_list struct file_list known = { 0 };
	struct fake_worktree_source shelf = { 0 };

	want(&first, "a", FILE_REGULAR, "one");
	want(&first, "b/c", FILE_REGULAR, "two");
	want(&first, "l", FILE_LINK, "b");
	want(&second, "a/x", FILE_REGULAR, "one");
	want(&second, "b", FILE_REGULAR, "two");
	want(&second, "l/y", FILE_REGULAR, "six");
	sync_to(*state, &first, &known, &shelf);
	sync_to(*state, &second, &known, &shelf);

	assert_content(*state, "a/x", "one");
	assert_content(*state, "b", "two");
	assert_content(*state, "l/y", "six");
	sync_to(*state, &first, &known, &shelf);
	assert_content(*state, "a", "one");
	assert_content(*state, "b/c", "two");
	assert_false(is_there(*state, "l/y/z"));
}

static void no_link_is_followed_out_of_the_tree(void **state)
{
	auto_file_list struct file_list first = { 0 };
	auto_file_list struct file_list second = { 0 };
	auto_file_list struct file_list known = { 0 };
	auto_free char *tree = mem_printf("%s/tree", (char *)*state);
	struct fake_worktree_source shelf = { 0 };

	test_write_file(*state, "outside/b", "mine");
	test_write_file(*state, "tree/x", "x");
	want(&first, "a", FILE_LINK, "../outside");
	want(&second, "a/b", FILE_REGULAR, "one");
	sync_to(tree, &first, &known, &shelf);
	sync_to(tree, &second, &known, &shelf);

	assert_content(*state, "outside/b", "mine");
	assert_content(*state, "tree/a/b", "one");
}

static void a_file_mode_is_put_right(void **state)
{
	auto_file_list struct file_list first = { 0 };
	auto_file_list struct file_list second = { 0 };
	auto_file_list struct file_list known = { 0 };
	struct fake_worktree_source shelf = { 0 };

	want(&first, "a", FILE_REGULAR, "one");
	want(&second, "a", FILE_EXECUTABLE, "one");
	sync_to(*state, &first, &known, &shelf);
	sync_to(*state, &second, &known, &shelf);
	assert_int_equal(mode_of(*state, "a"), 0755);

	sync_to(*state, &first, &known, &shelf);
	assert_int_equal(mode_of(*state, "a"), 0644);
}

static void a_tree_beyond_the_limits_is_refused(void **state)
{
	auto_file_list struct file_list found = { 0 };
	auto_file_list struct file_list wanted = { 0 };
	auto_worktree_plan struct worktree_plan plan = { 0 };
	struct fake_worktree_source shelf = {
		.pretended_size = FILE_LIST_MAX_FILE_BYTES + 1
	};

	(void)state;
	want(&wanted, "big", FILE_REGULAR, "big");
	worktree_plan(&found, &wanted, &plan);

	assert_fails_saying(&ERR_INPUT, "'big' is larger",
			    worktree_check_size(&plan, &wanted,
						fake_worktree_source(&shelf)));
	shelf.pretended_size = FILE_LIST_MAX_FILE_BYTES;
	assert_ok(worktree_check_size(&plan, &wanted,
				      fake_worktree_source(&shelf)));
	(void)file_list_add(&plan.kept, "rest", FILE_REGULAR);
	plan.kept.files[0].size = FILE_LIST_MAX_BYTES;
	assert_fails_saying(&ERR_INPUT, "together",
			    worktree_check_size(&plan, &wanted,
						fake_worktree_source(&shelf)));
}

static void a_link_to_nowhere_sayable_is_an_error(void **state)
{
	auto_file_list struct file_list wanted = { 0 };
	auto_file_list struct file_list found = { 0 };
	auto_worktree_plan struct worktree_plan plan = { 0 };
	auto_close int tree = -1;
	struct fake_worktree_source shelf = { 0 };

	want(&wanted, "l", FILE_LINK, "");
	assert_ok(fs_open_dir(*state, &tree));
	worktree_plan(&found, &wanted, &plan);

	assert_fails_saying(&ERR_INPUT, "write 'l'",
			    worktree_apply(tree, &plan, &wanted,
					   fake_worktree_source(&shelf)));
}

static void a_write_that_fails_takes_the_others_back(void **state)
{
	auto_file_list struct file_list wanted = { 0 };
	auto_file_list struct file_list found = { 0 };
	auto_worktree_plan struct worktree_plan plan = { 0 };
	auto_close int tree = -1;
	struct fake_worktree_source shelf = { 0 };

	want(&wanted, "a", FILE_REGULAR, "one");
	want(&wanted, "b", FILE_LINK, "");
	assert_ok(fs_open_dir(*state, &tree));
	worktree_plan(&found, &wanted, &plan);

	assert_fails(&ERR_INPUT, worktree_apply(tree, &plan, &wanted,
						fake_worktree_source(&shelf)));

	assert_int_equal(shelf.read, 2);
	assert_false(is_there(*state, "a"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		test_in_dir(an_empty_directory_becomes_the_commit),
		test_in_dir(what_is_right_is_neither_read_nor_written),
		test_in_dir(a_touched_file_is_read_but_not_written),
		test_in_dir(a_change_that_hides_behind_the_old_times_is_found),
		test_in_dir(a_record_as_old_as_the_file_is_not_believed),
		test_in_dir(what_the_commit_lacks_is_removed),
		test_in_dir(an_empty_directory_goes),
		test_in_dir(files_and_directories_change_places),
		test_in_dir(no_link_is_followed_out_of_the_tree),
		test_in_dir(a_file_mode_is_put_right),
		cmocka_unit_test(a_tree_beyond_the_limits_is_refused),
		test_in_dir(a_link_to_nowhere_sayable_is_an_error),
		test_in_dir(a_write_that_fails_takes_the_others_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
